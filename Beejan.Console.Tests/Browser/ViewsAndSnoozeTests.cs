using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What an agent keeps for later: a filter under a name, a case until its time.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class ViewsAndSnoozeTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task A_filter_is_kept_as_a_view_found_again_and_removed()
    {
        var page = await Console.SignedInAsync("/queue?state=Bayelsa&category=Billing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("Bayelsa money");
        await page.GetByLabel("for everybody").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        var view = page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).GetByRole(AriaRole.Link, new() { Name = "Bayelsa money" });
        await Expect(view).ToHaveAttributeAsync("aria-current", "true");

        // Another page of the same person, later: the view is a link like the others.
        var later = await Console.SignedInAsync("/queue");
        await later.GetByRole(AriaRole.Link, new() { Name = "Bayelsa money" }).ClickAsync();
        await Expect(later).ToHaveURLAsync(new Regex("category=Billing&state=Bayelsa"));
        await later.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await later.GetByRole(AriaRole.Button, new() { Name = "Remove Bayelsa money for everybody" }).ClickAsync();
        await Expect(later.GetByRole(AriaRole.Link, new() { Name = "Bayelsa money" })).ToHaveCountAsync(0);
        await Expect(later.GetByRole(AriaRole.Button, new() { Name = "Save view" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_case_is_snoozed_and_woken_with_the_keyboard_and_stands_in_the_view_of_the_snoozed()
    {
        var number = await Console.PostAsync("Katsina", "I paid for a bundle in Funtua and it was not given to me");
        // Judged before the list is opened: what comes later is announced, not shown.
        await Until.TrueAsync(async () => await Console.CountAsync("Katsina") == 1);
        var page = await Console.SignedInAsync("/queue?status=open&state=Katsina&snoozed=no");
        await page.Locator(".qrow").ClickAsync();
        var record = page.GetByRole(AriaRole.Complementary, new() { Name = number });
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Snooze" })).ToBeEnabledAsync();
        // The page may be drawn anew under a press: it is pressed again until the choice is open.
        var choice = page.GetByRole(AriaRole.Dialog, new() { Name = "Snooze" });
        await Until.TrueAsync(async () =>
        {
            if (!await choice.IsVisibleAsync())
            {
                await page.Keyboard.PressAsync("s");
            }
            return await choice.IsVisibleAsync();
        });
        await page.Keyboard.PressAsync("3");
        await Expect(record.GetByText("Its clock goes on.")).ToBeVisibleAsync();
        Assert.NotEqual(JsonValueKind.Null, (await Console.ComplaintAsync(number)).GetProperty("snoozedUntil").ValueKind);

        await page.GotoAsync("/queue?status=open&state=Katsina&snoozed=no");
        await Expect(page.GetByText("Nothing here")).ToBeVisibleAsync();
        await page.GotoAsync("/queue?status=open&state=Katsina&snoozed=yes");
        await page.Locator(".qrow").ClickAsync();
        await record.GetByRole(AriaRole.Button, new() { Name = "Wake" }).ClickAsync();
        await Expect(record.GetByRole(AriaRole.Button, new() { Name = "Snooze" })).ToBeVisibleAsync();
        Assert.Equal(JsonValueKind.Null, (await Console.ComplaintAsync(number)).GetProperty("snoozedUntil").ValueKind);
    }
}
