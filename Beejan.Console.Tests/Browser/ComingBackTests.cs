using System.Globalization;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Who leaves a case or the queue finds things as they were.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class ComingBackTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task From_a_case_the_queue_goes_on_at_its_row_and_a_note_half_written_waits()
    {
        const int rows = 40;
        await Task.WhenAll(Enumerable.Range(1, rows).Select(i => Console.PostAsync("Taraba", string.Create(CultureInfo.InvariantCulture, $"No network in street {i} of Jalingo for {i} days"))));
        await Until.TrueAsync(async () => await Console.CountAsync("Taraba") >= rows);
        var page = await Console.SignedInAsync("/queue?state=Taraba");
        await Expect(page.Locator(".qrow").First).ToBeVisibleAsync();
        var current = page.Locator("aside.queue-record h2");
        // The page may still be fetching the script that listens to keys.
        await Until.TrueAsync(async () =>
        {
            await page.Keyboard.PressAsync("j");
            return await current.IsVisibleAsync();
        });
        for (var i = 0; i < 30; i++)
        {
            await page.Keyboard.PressAsync("j");
        }
        await Until.TrueAsync(async () => await page.EvaluateAsync<double>("() => document.querySelector('.qscroll').scrollTop") > 100);
        // Every key pressed has been answered when the number stands still.
        var number = "";
        await Until.TrueAsync(async () =>
        {
            var before = number;
            number = await current.InnerTextAsync();
            await page.WaitForTimeoutAsync(300);
            return before == number;
        });

        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number, Level = 1 })).ToBeVisibleAsync();
        await page.Locator("#note").FillAsync("half written");
        await page.Locator(".rail-link", new() { HasText = "Customers" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Customers", Level = 1 })).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync("half written");
        await page.Locator("#note").PressAsync("Control+Enter");
        await Expect(page.Locator(".history")).ToContainTextAsync("half written");
        await Expect(page.Locator("#note")).ToHaveValueAsync("");

        await page.Locator("#note").BlurAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(current).ToHaveTextAsync(number);
        Assert.True(await page.EvaluateAsync<double>("() => document.querySelector('.qscroll').scrollTop") > 100);
        // One step there, so one step back.
        await page.GoBackAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.Locator("#note")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_number_of_a_repeat_leads_to_the_complaint_that_stands_for_it()
    {
        var first = await Console.PostAsync("Borno", "The agent in Maiduguri promised a call and nobody called", "08035559901");
        await Until.TrueAsync(async () => await Console.CountAsync("Borno") == 1);
        var again = await Console.PostAsync("Borno", "The agent in Maiduguri promised a call and nobody called", "08035559901");
        var page = await Console.SignedInAsync($"/queue?q={again}");
        await Until.TrueAsync(async () =>
        {
            await page.ReloadAsync();
            await Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            return await page.GetByText($"{again} repeats {first}").IsVisibleAsync();
        });
        await page.GetByRole(AriaRole.Link, new() { Name = $"To {first}" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = first, Level = 1 })).ToBeVisibleAsync();
    }
}
