using System.Net;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class SignInTests(ConsoleHost host) : IClassFixture<ConsoleHost>
{
    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_and_back()
    {
        using var browser = host.Browser();
        var closed = await browser.GetAsync("/admin/users");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        Assert.Equal("/login?returnUrl=%2Fadmin%2Fusers", closed.Headers.Location!.ToString());
        var done = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password, closed.Headers.Location.ToString());
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.EndsWith("/admin/users", done.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/admin/users")).StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_sign_in_never_leads_to_another_site(string target)
    {
        using var browser = host.Browser();
        var done = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password, $"/login?returnUrl={Uri.EscapeDataString(target)}");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.DoesNotContain("evil", done.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_in_the_same_words_as_an_unknown_user()
    {
        using var browser = host.Browser();
        var wrong = await browser.SignInAsync(ConsoleHost.Admin, "Not-The-Password-1");
        var unknown = await browser.SignInAsync("nobody@beejan.test", "Not-The-Password-1");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Contains("E-mail or password is not right.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("E-mail or password is not right.", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_without_the_form_s_token_is_refused()
    {
        using var browser = host.Browser();
        var posted = await browser.PostAsync("/login", new FormUrlEncodedContent([new("_handler", "login"), new("email", ConsoleHost.Admin), new("password", ConsoleHost.Password)]));
        Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        using var browser = host.Browser();
        var done = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password);
        var cookie = done.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("beejan.sign-in=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_carries_headers_that_keep_foreign_scripts_and_frames_out()
    {
        using var browser = host.Browser();
        var page = await browser.GetAsync("/login");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
    }
}
