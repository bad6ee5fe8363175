using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Which cases are meant, and where the cursor stands.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class SelectionTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task Of_all_that_match_one_can_be_left_out_and_the_cursor_goes_past_a_complaint_that_was_merged_away()
    {
        foreach (var town in new[] { "Yola", "Mubi", "Numan" })
        {
            await Console.PostAsync("Adamawa", $"No network in {town} since yesterday");
        }
        // Judged before the list is opened: what comes later is announced, not shown.
        await Until.TrueAsync(async () => await Console.CountAsync("Adamawa") == 3);
        var page = await Console.SignedInAsync("/queue?state=Adamawa");
        await Expect(page.Locator(".qrow")).ToHaveCountAsync(3);
        var numbers = await page.Locator(".qrow .q-number").AllInnerTextsAsync();
        // The page may still be fetching the script that listens to keys.
        var bulk = page.GetByRole(AriaRole.Region, new() { Name = "Selected complaints" });
        await Until.TrueAsync(async () =>
        {
            await page.Keyboard.PressAsync("*");
            return await bulk.IsVisibleAsync();
        });
        await Expect(bulk).ToContainTextAsync("3 complaints selected");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {numbers[1]}" }).UncheckAsync();
        await Expect(bulk).ToContainTextAsync("2 complaints selected");
        await Expect(page.GetByRole(AriaRole.Checkbox, new() { Name = $"Select {numbers[2]}" })).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = numbers[0] })).ToBeVisibleAsync();
        using var merged = await Console.Api.PostAsJsonAsync($"/api/v1/complaints/{numbers[1]}/merge", new { into = numbers[0], why = "the same outage" });
        merged.EnsureSuccessStatusCode();
        await Expect(page.Locator(".qrow")).ToHaveCountAsync(2);
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = numbers[2] })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("k");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = numbers[0] })).ToBeVisibleAsync();
    }
}
