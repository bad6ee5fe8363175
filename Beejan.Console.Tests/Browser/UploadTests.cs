using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>An engineer lands files through the page.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class UploadTests(ConsoleInBrowser console) : BrowserTest(console)
{
    private const string Calls =
        "Ticket No,Call Date,Phone Number,State,Complaint Details\nUP-1,2026-11-20 09:00,08031234567,Gombe,No network in Gombe since morning\n"
        + "UP-2,2026-11-20 09:05,08031234568,Gombe,My airtime was deducted twice\nUP-3,2026-11-20 09:10,08031234569,Gombe,\n";

    [Fact]
    public async Task A_file_lands_once_and_the_page_says_what_could_not_be_read()
    {
        var page = await Console.SignedInAsync("/upload");
        await ChooseAsync(page, "calls.csv", Calls);

        var first = page.Locator("tbody tr").First;
        await Expect(first).ToContainTextAsync("Landed");
        await Expect(first.Locator("[data-label=Landed]")).ToHaveTextAsync("3");
        await Expect(first.GetByRole(AriaRole.Link)).ToHaveTextAsync("1");

        await ChooseAsync(page, "calls.csv", Calls);
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await Expect(page.Locator("tbody tr").First).ToContainTextAsync("Already landed: 3 duplicates");
    }

    [Fact]
    public async Task More_files_than_are_taken_at_once_are_refused_in_words()
    {
        var page = await Console.SignedInAsync("/upload");
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(Enumerable.Range(1, 51).Select(i =>
            new FilePayload { Name = $"{i}.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Calls) }));
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("At most 50 files at a time, and these are 51: none was taken.");
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(0);
    }

    private static async Task ChooseAsync(IPage page, string name, string content)
    {
        await page.GetByLabel("Source").SelectOptionAsync("call-center");
        await Expect(page.GetByLabel("Files")).ToBeEnabledAsync();
        await page.GetByLabel("Files").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) });
    }
}
