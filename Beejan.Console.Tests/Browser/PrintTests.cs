using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What comes out on paper.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class PrintTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task A_complaint_is_printed_on_white_without_what_can_only_be_pressed_even_from_a_dark_screen()
    {
        var number = await Console.PostAsync("Ogun", "No network in our street since morning");
        var page = await Console.SignedInAsync($"/complaints/{number}");
        await Expect(page.GetByText("Why this category")).ToBeVisibleAsync();
        await page.EvaluateAsync("document.documentElement.dataset.theme = 'dark'");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(14, 19, 24)");
        await Expect(page.Locator(".btn:visible").First).ToBeVisibleAsync();

        await page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(255, 255, 255)");
        await Expect(page.Locator(".panel").First).ToHaveCSSAsync("color", "rgb(22, 32, 43)");
        await Expect(page.Locator(".btn:visible, .rail:visible, textarea:visible")).ToHaveCountAsync(0);
        await Expect(page.GetByText("No network in our street since morning").First).ToBeVisibleAsync();
    }
}
