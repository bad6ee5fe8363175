using System.Security.Claims;
using System.Text.Encodings.Web;
using Beejan.Governance.Access;
using Beejan.Intake;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Beejan.Tests.Intake;

/// <summary>The intake house with its routes mapped; whoever asks is an engineer named by the header <c>X-Caller</c>, nobody without it.</summary>
internal static class WebHouse
{
    public static void Serve(WebApplicationBuilder builder)
    {
        builder.WebHost.UseTestServer();
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, Caller>("test", null);
    }

    public static HttpClient Client(this IntakeHouse house, string? caller = "ada") => Client(house.App, caller);

    public static HttpClient Client(this WholeHouse house, string? caller = "ada") => Client(house.App, caller);

    private static HttpClient Client(WebApplication app, string? caller)
    {
        var client = app.GetTestClient();
        if (caller is not null)
        {
            client.DefaultRequestHeaders.Add("X-Caller", caller);
        }
        return client;
    }

    public static void Map(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIntake();
    }

    private sealed class Caller(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(Request.Headers["X-Caller"] is [{ } name]
            ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(
                [new Claim(ClaimTypes.NameIdentifier, name), new Claim(ClaimTypes.Role, Roles.Engineer)], "test")), "test"))
            : AuthenticateResult.NoResult());
    }
}
