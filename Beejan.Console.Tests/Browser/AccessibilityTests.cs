using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What axe can tell of WCAG 2.2 AA and its best practices: names, roles, contrast, sizes. What only a person can tell, it does not.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class AccessibilityTests(ConsoleInBrowser console) : BrowserTest(console)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    public static TheoryData<string> Routes => EveryPageTests.Routes;

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task Axe_finds_nothing_on_a_page(string path)
    {
        await Console.PostAsync("Cross River", "No network in Calabar since morning, call me on 08031234567");
        await NothingFoundAsync(await Console.SignedInAsync(path), ".page-header h1");
    }

    [Theory]
    [InlineData("/", ".newest li")]
    [InlineData("/queue", ".qrow")]
    [InlineData("/reports", ".report-preview td")]
    public async Task Axe_finds_nothing_on_a_phone_at_night(string path, string filled)
    {
        await Console.PostAsync("Cross River", "No network in Calabar since morning, call me on 08031234567");
        var page = await Console.SignedInAsync(path, 390);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await NothingFoundAsync(page, filled);
    }

    [Fact]
    public async Task Axe_finds_nothing_on_a_complaint()
    {
        var number = await Console.PostAsync("Cross River", "No network in Calabar since morning, call me on 08031234567");
        await Until.TrueAsync(async () => (await Console.Api.GetAsync(new Uri($"/api/v1/complaints/{number}", UriKind.Relative))).IsSuccessStatusCode);
        await NothingFoundAsync(await Console.SignedInAsync($"/complaints/{number}"), ".decisions li");
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/complain")]
    public async Task Axe_finds_nothing_where_anybody_comes(string path)
    {
        var page = await Console.StrangerAsync();
        await page.GotoAsync(path);
        await NothingFoundAsync(page, "form");
    }

    private static async Task NothingFoundAsync(IPage page, string ready)
    {
        // A row that slides in has colours that nobody reads it by.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await Expect(page.Locator(ready).First).ToBeVisibleAsync();
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        var found = await page.RunAxe(Rules);
        Assert.Equal("", string.Join('\n', found.Violations.SelectMany(v => v.Nodes.Select(n => $"{v.Id}: {n.Target} {v.Help}"))));
    }
}
