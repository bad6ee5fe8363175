using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Governance.Access;

/// <summary>Behind a reverse proxy: who asked is taken from its word, when it is one that is believed.</summary>
public sealed class ProxiesTests
{
    [Fact]
    public async Task A_sign_in_over_TLS_that_ended_at_the_proxy_gets_a_secure_cookie()
    {
        await using var host = HostSeenFrom("127.0.0.1");
        Assert.DoesNotContain("; secure", await CookieAsync(host, proto: null), StringComparison.Ordinal);
        Assert.Contains("; secure", await CookieAsync(host, proto: "https"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", null, true)]
    [InlineData("198.51.100.7", null, false)]
    [InlineData("198.51.100.7", "198.51.100.7", true)]
    [InlineData("198.51.100.7", "198.51.100.0/24", true)]
    [InlineData("198.51.100.7", "10.0.0.0/8", false)]
    public async Task The_form_counts_senders_when_the_proxy_is_believed(string proxy, string? named, bool believed)
    {
        await using var host = HostSeenFrom(proxy);
        host.Settings["Beejan:Intake:FormPerTenMinutes"] = "1";
        if (named is not null)
        {
            host.Settings["Beejan:Access:Proxies:0"] = named;
        }
        Assert.Equal(HttpStatusCode.Redirect, await ComplainAsync(host, "203.0.113.1"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await ComplainAsync(host, "203.0.113.1"));
        Assert.Equal(believed ? HttpStatusCode.Redirect : HttpStatusCode.TooManyRequests, await ComplainAsync(host, "203.0.113.2"));
    }

    private static async Task<string> CookieAsync(ConsoleHost host, string? proto)
    {
        // To the browser it is TLS, or it would keep a secure cookie to itself.
        var browser = host.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new Uri("https://beejan.test") });
        if (proto is not null)
        {
            browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", proto);
        }
        using var answer = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password);
        return answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("beejan.sign-in=", StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> ComplainAsync(ConsoleHost host, string sender)
    {
        var browser = host.Browser();
        browser.DefaultRequestHeaders.Add("X-Forwarded-For", sender);
        using var answer = await browser.SubmitAsync("/complain", ("phone", "08031234567"), ("state", "Lagos"), ("message", $"No network in Ikeja since morning, says {sender}"));
        return answer.StatusCode;
    }

    /// <summary>A console whose every request comes from that address, without TLS.</summary>
    private static ConsoleHost HostSeenFrom(string address) => new() { With = services => services.AddSingleton<IStartupFilter>(new From(IPAddress.Parse(address))) };

    private sealed class From(IPAddress address) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(following => context =>
            {
                (context.Connection.RemoteIpAddress, context.Request.Scheme) = (address, "http");
                return following(context);
            });
            next(app);
        };
    }
}
