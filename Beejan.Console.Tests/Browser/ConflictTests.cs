using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Two customers that may be one person: found by the background work, decided at the keyboard, taken apart again by hand.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class ConflictTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task A_conflict_is_decided_with_the_keyboard_alone_and_taken_back_by_hand()
    {
        var first = await PostAsync("conflict-1", "08035558881", "No network in Lafia since yesterday evening");
        await PostAsync("conflict-2", "08055558882", "Your agent in Lafia was rude to me on the phone");
        await Until.TrueAsync(async () => await Console.CountAsync("Nasarawa") == 2);
        var page = await Console.SignedInAsync("/runs");
        var work = page.Locator("tr").Filter(new() { HasText = "link-customers" });
        await work.GetByRole(AriaRole.Button, new() { Name = "Run now" }).ClickAsync();
        // A page that is left at once may take the click with it.
        await Expect(page.GetByText("link-customers was started")).ToBeVisibleAsync();

        await Until.TrueAsync(async () =>
        {
            await page.GotoAsync("/customers/conflicts");
            await Expect(page.Locator(".page-header h1")).ToBeVisibleAsync();
            await Expect(page.Locator(".skeleton")).ToHaveCountAsync(0);
            return await page.Locator(".conflicts > li").CountAsync() == 1;
        });
        await Expect(page.GetByText("complain from two different numbers")).ToBeVisibleAsync();
        // The page may still be fetching the script that listens to keys.
        await Until.TrueAsync(async () =>
        {
            await page.Keyboard.PressAsync("l");
            return await page.GetByText("They are one person now.").CountAsync() == 1;
        });
        await Expect(page.GetByText("Nothing to decide")).ToBeVisibleAsync();

        await page.GotoAsync($"/complaints/{first}");
        await page.GetByRole(AriaRole.Link, new() { Name = "All that is known" }).ClickAsync();
        await Expect(page.GetByText("One person, known as 2 customers")).ToBeVisibleAsync();
        await Expect(page.Locator(".others li")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Another person…" }).First.ClickAsync();
        await page.GetByLabel("Why is it another person?").FillAsync("his brother's number");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it out" }).ClickAsync();
        await Expect(page.GetByText("It is a person of its own.")).ToBeVisibleAsync();
        await Expect(page.GetByText("kept apart by")).ToBeVisibleAsync();
    }

    private async Task<string> PostAsync(string key, string phone, string message)
    {
        using var answer = await Console.Api.PostAsJsonAsync("/api/v1/intake/web-form",
            new { submissionId = key, phone, email = "emeka.lafia@example.org", name = "Emeka Lafia", state = "Nasarawa", message });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("receipts")[0].GetProperty("number").GetString()!;
    }
}
