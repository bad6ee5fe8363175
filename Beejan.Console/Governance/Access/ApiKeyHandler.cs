using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Beejan.Governance.Access;

/// <summary>
/// <c>Authorization: Bearer …</c>. On <c>/hubs</c> also <c>?access_token=…</c>: a browser cannot set headers on a WebSocket.
/// </summary>
internal sealed class ApiKeyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Bearer = "Bearer ";

    /// <summary>The key that the request carries, or null.</summary>
    public static string? Presented(HttpRequest request)
    {
        if (request.Headers.Authorization is [{ } header, ..] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return header[Bearer.Length..].Trim();
        }
        return request.Path.StartsWithSegments("/hubs") && request.Query.TryGetValue("access_token", out var token) ? token.ToString() : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Presented(Request) is not { Length: > 0 } presented)
        {
            return AuthenticateResult.NoResult();
        }
        return await keys.FindAsync(presented, Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(key.Holder, Scheme))
            : AuthenticateResult.Fail("no such key in force");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Refusal.UnauthorizedAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Refusal.ForbiddenAsync(Context);
}
