using System.Net;
using Beejan.Governance.Access;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class FirstAdminTests
{
    [Fact]
    public async Task The_first_administrator_is_made_with_the_token_of_the_start_once()
    {
        await using var host = new ConsoleHost();
        host.Settings.Clear();
        using var browser = host.Browser();
        var token = host.Services.GetRequiredService<SetupToken>().Issue();

        var wrong = await browser.SubmitAsync("/setup", ("token", "guess"), ("email", "ada@beejan.test"), ("password", "Calm-River-Stone"));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        var weak = await browser.SubmitAsync("/setup", ("token", token), ("email", "ada@beejan.test"), ("password", "password12"));
        Assert.Contains("too weak", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var made = await browser.SubmitAsync("/setup", ("token", token), ("email", "ada@beejan.test"), ("password", "Calm-River-Stone"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/users")).StatusCode);
        using var other = host.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await other.GetAsync("/setup")).StatusCode);
    }

    [Theory]
    [InlineData("short1", false)]
    [InlineData("aaaaaaaaaaaa", false)]
    [InlineData("Password123", false)]
    [InlineData("123456789012", false)]
    [InlineData("boss2026!Lagos", false)]
    [InlineData("Sturdy-Lagoon-42", true)]
    [InlineData("correct horse battery", true)]
    public void A_password_is_judged_by_length_and_variety(string password, bool good) =>
        Assert.Equal(good, PasswordRules.Fault(password, "boss@beejan.test") is null);
}
