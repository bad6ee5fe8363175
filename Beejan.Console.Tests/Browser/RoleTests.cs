using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What each role meets: its own first page, a navigation that opens, and no link into a closed door.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class RoleTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Theory]
    [InlineData("manager", "Dashboard")]
    [InlineData("agent", "Queue")]
    [InlineData("engineer", "Pipeline")]
    [InlineData("reporting", "Reports")]
    public async Task A_role_begins_at_its_work_and_is_led_to_no_page_it_may_not_open(string role, string first)
    {
        await Console.PostAsync("Gombe", "My data finishes too fast in Kaltungo");
        var page = await Console.StrangerAsync();
        await page.GotoAsync("/login");
        await SignInAsync(page, await MakeAsync(role));
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = first, Exact = true })).ToBeVisibleAsync();

        var led = new HashSet<string>(StringComparer.Ordinal);
        var closed = new List<string>();
        var ahead = new Queue<string>(await LinksAsync(page, ".rail a.rail-link"));
        while (ahead.TryDequeue(out var path))
        {
            if (!led.Add(path))
            {
                continue;
            }
            await page.GotoAsync(path);
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            if (new Uri(page.Url).AbsolutePath == "/denied")
            {
                closed.Add(path);
                continue;
            }
            // One page of a kind is enough, from the pages of the navigation and from those they lead to.
            foreach (var link in await LinksAsync(page, "main a[href^='/']:not([href^='/api'])"))
            {
                if (!led.Concat(ahead).Any(known => Kind(known) == Kind(link)))
                {
                    ahead.Enqueue(link);
                }
            }
        }
        Assert.Empty(closed);
        Assert.NotEmpty(led);
    }

    private static async Task<IReadOnlyList<string>> LinksAsync(IPage page, string at) =>
        await page.Locator(at).EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");

    /// <summary>An address without its query, and with every name and number in it alike.</summary>
    private static string Kind(string href) =>
        string.Join('/', href.Split('?')[0].Split('/').Select((part, at) => at >= 2 && (part.Any(char.IsDigit) || href.StartsWith("/sources/", StringComparison.Ordinal)) ? "#" : part));

    private async Task<(string Email, string Password)> MakeAsync(string role)
    {
        var users = await Console.SignedInAsync("/admin/users");
        var email = $"{role}@roles.test";
        await users.GetByLabel("E-mail").FillAsync(email);
        await users.GetByLabel(role, new() { Exact = true }).First.CheckAsync();
        await users.GetByRole(AriaRole.Button, new() { Name = "Create" }).ClickAsync();
        return (email, await users.Locator("#new-secret").InnerTextAsync());
    }

    private static async Task SignInAsync(IPage page, (string Email, string Password) who)
    {
        await page.GetByLabel("E-mail").FillAsync(who.Email);
        await page.GetByLabel("Password").FillAsync(who.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }
}
