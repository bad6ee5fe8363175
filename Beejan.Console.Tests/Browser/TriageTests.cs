using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>A case is worked in the queue: claimed, its category corrected, resolved.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class TriageTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task An_agent_works_a_case_with_the_keyboard_alone()
    {
        var page = await Console.SignedInAsync("/queue?state=Osun");
        await Expect(page.GetByText("Nothing here")).ToBeVisibleAsync();
        var number = await Console.PostAsync("Osun", "No network in Osogbo since yesterday");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        // The page may still be fetching the script that listens to keys.
        await Until.TrueAsync(async () =>
        {
            await page.Keyboard.PressAsync(".");
            return await page.Locator(".qrow").CountAsync() == 1;
        });
        await page.Keyboard.PressAsync("j");
        var record = page.GetByRole(AriaRole.Complementary, new() { Name = number });
        await Expect(record).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("c");
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Yours" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("2");
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "Correct the category" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = $"Corrected to Over-deduction: {number}" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".qrow .q-status")).ToHaveTextAsync("Resolved");

        AssertWorked(await Console.ComplaintAsync(number), "Billing", "BIL-OVR");
    }

    [Fact]
    public async Task An_agent_searches_opens_works_and_comes_back_without_a_mouse()
    {
        var number = await Console.PostAsync("Jigawa", "The bundle I paid for in Hadejia was never given");
        // Judged before the list is opened: what comes later is announced, not shown.
        await Until.TrueAsync(async () => await Console.CountAsync("Jigawa") == 1);
        var page = await Console.SignedInAsync("/queue?state=Jigawa");
        await Expect(page.Locator(".qrow")).ToHaveCountAsync(1);
        // The page may still be fetching the script that listens to keys.
        await Until.TrueAsync(async () =>
        {
            await page.Keyboard.PressAsync("/");
            return await page.EvaluateAsync<bool>("() => document.activeElement.id === 'queue-search'");
        });
        await page.Keyboard.TypeAsync("Hadejia");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue.*q=Hadejia"));
        // Esc or Enter leaves the field and clears nothing: the list's keys work again.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("j");
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = number })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        // The list's own pane shows the number and the same buttons too, until the page of the case has come.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = number, Level = 1 })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Claim" })).ToBeVisibleAsync();

        await page.Keyboard.PressAsync("c");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Yours" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("n");
        await Expect(page.Locator("#note")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("called back");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".history")).ToContainTextAsync("called back");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("e");
        await Expect(page.Locator(".page-header")).ToContainTextAsync("Resolved");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/queue.*q=Hadejia"));
        AssertWorked(await Console.ComplaintAsync(number), "Billing", null);
    }

    [Fact]
    public async Task An_agent_works_a_case_with_the_mouse_and_takes_the_last_step_back()
    {
        var number = await Console.PostAsync("Ondo", "I paid for a bundle and it was not given to me");
        // Judged before the list is opened: what comes later is announced, not shown.
        await Until.TrueAsync(async () => await Console.CountAsync("Ondo") == 1);
        var page = await Console.SignedInAsync("/queue?state=Ondo");
        await page.Locator(".qrow").ClickAsync();
        var record = page.GetByRole(AriaRole.Complementary, new() { Name = number });

        await record.GetByRole(AriaRole.Button, new() { Name = "Claim" }).ClickAsync();
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Yours" })).ToBeVisibleAsync();
        await record.GetByLabel("Category").SelectOptionAsync("CS-WRONG");
        await Expect(page.Locator(".qrow .q-cat")).ToContainTextAsync("set");
        await record.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await Expect(page.Locator(".qrow .q-status")).ToHaveTextAsync("Resolved");
        AssertWorked(await Console.ComplaintAsync(number), "Customer Service", "CS-WRONG");

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Expect(page.Locator(".qrow .q-status")).ToHaveTextAsync("In progress");
        Assert.Equal(JsonValueKind.Null, (await Console.ComplaintAsync(number)).GetProperty("resolvedAt").ValueKind);
    }

    private static void AssertWorked(JsonElement complaint, string category, string? subcategory)
    {
        Assert.Equal("resolved", complaint.GetProperty("status").GetString());
        Assert.Equal(ConsoleHost.Admin, complaint.GetProperty("assignee").GetString());
        Assert.Equal(category, complaint.GetProperty("category").GetString());
        Assert.Equal(subcategory ?? complaint.GetProperty("subcategory").GetString(), complaint.GetProperty("subcategory").GetString());
        Assert.NotEqual(JsonValueKind.Null, complaint.GetProperty("resolvedAt").ValueKind);
    }
}
