using Beejan.Tests.Benchmarks;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>A workbook is asked for, built, downloaded and opened.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class ReportTests(ConsoleInBrowser console) : BrowserTest(console)
{
    private const int Id = 0;
    private const int Text = 11;
    private const int State = 21;

    [Fact]
    public async Task The_downloaded_workbook_holds_exactly_the_complaints_that_were_posted()
    {
        var page = await Console.SignedInAsync("/");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        string[] texts = ["No signal in Abakaliki, Nkpor road", "=1+1 naira gone from my balance in Afikpo", "The care line keeps me waiting in Onueke"];
        var posted = new List<(string, string)>();
        foreach (var text in texts)
        {
            posted.Add((await Console.PostAsync("Ebonyi", text), text));
            await Expect(page.Locator(".newest li").Filter(new() { HasText = text })).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Link, new() { Name = "Reports" }).ClickAsync();
        await page.Locator("#report-state").SelectOptionAsync("Ebonyi");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Preview: 3 rows" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Build workbook" }).ClickAsync();
        var run = page.Locator(".report-runs li").Filter(new() { HasText = "Ebonyi" });
        await Expect(run).ToContainTextAsync("3 rows");
        var download = await page.RunAndWaitForDownloadAsync(() => run.GetByRole(AriaRole.Link, new() { Name = "Download" }).ClickAsync());
        var file = Path.Combine(Directory.CreateTempSubdirectory("beejan-report-").FullName, download.SuggestedFilename);
        await download.SaveAsAsync(file);

        Assert.EndsWith(".xlsx", file, StringComparison.Ordinal);
        var sheets = ReadBack.Sheets(file);
        Assert.Equal(["Summary", "Detail", "About"], sheets.Keys);
        Assert.Equal(posted, sheets["Detail"].Select(row => ((string)row[Id]!, ((string)row[Text]!).TrimStart('\''))));
        Assert.All(sheets["Detail"], row => Assert.Equal("Ebonyi", row[State]));
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }
}
