using System.Net;
using Xunit;

namespace Beejan.Tests.Governance.Access;

public sealed class LockoutTests
{
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
}
