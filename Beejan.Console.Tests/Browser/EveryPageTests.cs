using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Each page that an administrator can reach opens: a slip in the markup of one shows only when it is rendered.</summary>
public abstract class EveryPageTests(ConsoleInBrowser console) : BrowserTest(console)
{
    /// <summary>Routes without parameters whose pages name a policy, read from the program itself.</summary>
    public static TheoryData<string> Routes => [.. typeof(Program).Assembly.GetTypes()
        .Where(t => t.GetCustomAttributes(typeof(AuthorizeAttribute), false).OfType<AuthorizeAttribute>().Any(a => a.Policy is not null))
        .SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).OfType<RouteAttribute>()).Select(r => r.Template)
        .Where(r => !r.Contains('{', StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task It_opens_with_its_heading_and_without_an_error(string path)
    {
        await Console.PostAsync("Cross River", "No network in Calabar since morning");
        var page = await Console.SignedInAsync(path);

        await Expect(page.Locator(".page-header h1")).ToBeVisibleAsync();
        await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
        await Expect(page.GetByText("This page met an error")).ToHaveCountAsync(0);
        await Expect(page.GetByText("could not be read just now")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("/complaints/BJN-26-9999999-9", "There is no such complaint")]
    [InlineData("/trace/999999999", "Nothing landed under 999999999")]
    [InlineData("/nosuch", "There is no page at this address")]
    public async Task An_address_that_leads_nowhere_says_so(string path, string words)
    {
        var page = await Console.SignedInAsync(path);
        await Expect(page.GetByText(words)).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/complain/receipt/BJN-26-0000001-4?t=wrong", "This receipt cannot be shown")]
    [InlineData("/setup", "Already set up")]
    public async Task A_stranger_at_a_closed_door_is_told_in_words(string path, string words)
    {
        var page = await Console.StrangerAsync();
        await page.GotoAsync(path);
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = words })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_number_of_a_repeat_leads_to_the_complaint_that_stands_for_it()
    {
        var first = await Console.PostAsync("Taraba", "No network in Wukari since yesterday", "08035559991");
        var second = await Console.PostAsync("Taraba", "No network in Wukari since yesterday", "08035559991");
        var page = await Console.SignedInAsync($"/complaints/{second}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = $"To {first}" }).ClickAsync();
        await Expect(page.GetByText("Said again")).ToBeVisibleAsync();
        await Expect(page.GetByText("once", new() { Exact = true })).ToBeVisibleAsync();
    }
}

[Collection(ConsoleInBrowser.Name)]
public sealed class EveryPageOnSqliteTests(ConsoleInBrowser console) : EveryPageTests(console);

[Collection(ConsoleOnPostgresInBrowser.Name)]
public sealed class EveryPageOnPostgresTests(ConsoleOnPostgresInBrowser console) : EveryPageTests(console);
