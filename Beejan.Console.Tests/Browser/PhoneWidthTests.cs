using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>On a phone no page is wider than the screen.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class PhoneWidthTests(ConsoleInBrowser console) : BrowserTest(console)
{
    private const int Width = 390;

    [Theory]
    [InlineData("/", ".newest li")]
    [InlineData("/?range=90d", ".newest li")]
    [InlineData("/queue", ".qrow")]
    [InlineData("/pipeline", ".table")]
    [InlineData("/reports", ".report-preview td")]
    [InlineData("/runs", ".page-header")]
    [InlineData("/complain", "form")]
    public async Task A_page_with_long_words_fits_a_phone(string path, string filled)
    {
        await Console.PostAsync("Akwa Ibom", "Nonetworkinmyareasincelastweekpleasehelpmeoooooooooooooooooooooooooooooooooooooooooooooooooooo");
        var page = await Console.SignedInAsync(path, Width);

        await Expect(page.Locator(filled).First).ToBeVisibleAsync();

        var widths = await page.EvaluateAsync<int[]>("[document.documentElement.scrollWidth, innerWidth]");
        Assert.Equal([Width, Width], widths);
    }
}
