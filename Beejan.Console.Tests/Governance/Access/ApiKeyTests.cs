using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using Beejan.Governance.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class ApiKeyTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task An_address_of_the_api_answers_a_stranger_with_a_problem_and_never_a_redirect()
    {
        using var client = host.Browser();
        var answer = await client.GetAsync("/api/v1/anything");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_key_that_is_not_in_force_is_told_so()
    {
        using var client = Client("bjn_this-key-was-never-made");
        var answer = await client.GetAsync("/api/v1/anything");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("invalid_token", answer.Headers.WwwAuthenticate.Single().Parameter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_bootstrap_key_holds_every_right()
    {
        var key = await host.Services.GetRequiredService<ApiKeys>().FindAsync(ConsoleHost.Key, default);
        Assert.NotNull(key);
        Assert.All(Policies.All, policy => Assert.True(Rights.Holds(key.Holder, policy), policy));
    }

    [Fact]
    public async Task A_key_holds_the_rights_of_its_scopes_until_it_is_revoked()
    {
        var keys = host.Services.GetRequiredService<ApiKeys>();
        var text = await keys.CreateAsync("reader", [Scopes.Read], null, "test", default);
        var key = await keys.FindAsync(text, default);
        Assert.NotNull(key);
        string[] held = [Policies.ViewFigures, Policies.ViewComplaints, Policies.RunReports, Policies.ViewPipeline];
        Assert.Equal(held.Order(), Policies.All.Where(p => Rights.Holds(key.Holder, p)).Order());
        using (var client = Client(text))
        {
            Assert.NotEqual(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/anything")).StatusCode);
        }
        var row = (await keys.ListAsync(default)).Single(k => k.Name == "reader");
        Assert.DoesNotContain(text, row.Hash, StringComparison.Ordinal);
        Assert.True(await keys.RevokeAsync(row.Id, "test", default));
        Assert.Null(await keys.FindAsync(text, default));
        Assert.False(await keys.RevokeAsync(row.Id, "test", default));
    }

    [Fact]
    public async Task A_key_without_the_scope_is_refused_with_a_problem()
    {
        var text = await host.Services.GetRequiredService<ApiKeys>().CreateAsync("sender", [Scopes.Intake], null, "test", default);
        using var client = Client(text);
        var answer = await client.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(Roles.Agent, "view-complaints view-figures work-queue")]
    [InlineData(Roles.Reporting, "run-reports view-figures")]
    [InlineData(Roles.Engineer, "intake operate-pipeline view-figures view-pipeline")]
    [InlineData(Roles.Manager, "reveal-personal-data run-reports view-complaints view-figures view-pipeline work-queue")]
    public void A_role_holds_its_rights_and_no_others(string role, string policies)
    {
        var who = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], "test"));
        Assert.Equal(policies, string.Join(' ', Policies.All.Where(p => Rights.Holds(who, p)).Order(StringComparer.Ordinal)));
    }

    private HttpClient Client(string key)
    {
        var client = host.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
