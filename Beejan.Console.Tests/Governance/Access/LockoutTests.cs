using System.Net;
using Beejan.Governance.Access;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class LockoutTests
{
    [Fact]
    public async Task Whoever_is_locked_or_gets_other_roles_is_led_to_the_sign_in_by_every_address()
    {
        await using var host = new ConsoleHost { With = services => services.PostConfigure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.Zero) };
        using var browser = host.Browser();
        using var other = host.Browser();
        var users = host.Services.GetRequiredService<Users>();
        foreach (var (client, name) in new[] { (browser, "ada@beejan.test"), (other, "bola@beejan.test") })
        {
            Assert.Null(await users.CreateAsync(name, ConsoleHost.Password, [Roles.Agent], ConsoleHost.Admin, default));
            Assert.Equal(HttpStatusCode.Redirect, (await client.SignInAsync(name, ConsoleHost.Password)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/queue")).StatusCode);
        }
        Assert.Null(await users.LockAsync(await IdAsync(host, "ada@beejan.test"), true, ConsoleHost.Admin, default));
        Assert.Null(await users.SetRolesAsync(await IdAsync(host, "bola@beejan.test"), [Roles.Manager], ConsoleHost.Admin, default));
        Assert.NotNull(await users.SetRolesAsync(await IdAsync(host, "bola@beejan.test"), [], ConsoleHost.Admin, default));

        foreach (var client in new[] { browser, other })
        {
            Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/queue")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/login")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/complain")).StatusCode);
        }
        Assert.Equal(HttpStatusCode.Redirect, (await other.SignInAsync("bola@beejan.test", ConsoleHost.Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync("/queue")).StatusCode);
    }

    [Fact]
    public async Task Wrong_passwords_lock_the_account_even_for_the_right_one()
    {
        await using var host = new ConsoleHost { Settings = { ["Beejan:Access:LockoutAfter"] = "3" } };
        using var browser = host.Browser();
        for (var i = 0; i < 3; i++)
        {
            await browser.SignInAsync(ConsoleHost.Admin, "Not-The-Password-1");
        }
        var right = await browser.SignInAsync(ConsoleHost.Admin, ConsoleHost.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, right.StatusCode);
        Assert.Contains("this account is locked", await right.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> IdAsync(ConsoleHost host, string name)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>().FindByNameAsync(name))!.Id;
    }
}
