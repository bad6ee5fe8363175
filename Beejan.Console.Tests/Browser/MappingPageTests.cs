using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Somebody makes a source of a table that the program has never seen, without code.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class MappingPageTests(ConsoleInBrowser console) : BrowserTest(console)
{
    private const int Rows = 25;

    /// <summary>Day first, as the 25th tells; the third row says nothing, and no column is called by a name that is known.</summary>
    private static readonly string Visits = "Ref;Seen;Line of customer;Wetin happen;Area\n" + string.Concat(Enumerable.Range(1, Rows).Select(i => string.Create(CultureInfo.InvariantCulture,
        $"V-{i};{i:00}/10/2026 09:12;080312345{i:00};{(i == 3 ? "" : $"My airtime was deducted {i} times for nothing")};Kebbi\n")));

    [Fact]
    public async Task A_sample_is_mapped_corrected_saved_and_its_file_becomes_complaints()
    {
        var page = await Console.SignedInAsync("/mappings");
        var preview = page.Locator(".panel").Filter(new() { HasText = "First complaints (25 rows looked at)" });
        await DropAsync(page.GetByLabel("Sample"), File("visits.csv", Visits));
        await Expect(preview).ToBeVisibleAsync();
        await Expect(preview.Locator("tbody tr")).ToHaveCountAsync(20);
        await Expect(page.GetByLabel("What Wetin happen is")).ToHaveValueAsync("Text");
        await Expect(page.GetByLabel("Dates are written")).ToHaveValueAsync("dd/MM/yyyy");
        await Expect(preview.Locator("tbody tr").First).ToContainTextAsync("1 Oct, 09:12");
        await Expect(preview.Locator("tbody tr").First).ToContainTextAsync("Billing");
        var failing = page.Locator(".panel").Filter(new() { HasText = "1 would fail" });
        await Expect(failing.Locator("tbody tr")).ToContainTextAsync("text.missing");

        // What a file will do is seen before it comes: without the column of the words each row fails.
        await page.GetByLabel("What Wetin happen is").SelectOptionAsync("");
        await Expect(page.GetByText("25 would fail")).ToBeVisibleAsync();
        await page.GetByLabel("What Wetin happen is").SelectOptionAsync("Text");
        await page.GetByLabel("What Ref is").SelectOptionAsync("Key");
        await Expect(preview.Locator("tbody tr").First.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync("V-1");

        await NameAsync(page, "call-center", "call-center' is a source of the program itself");
        await NameAsync(page, "Branch Visits", "The name takes 2 to 40 lower-case letters");
        await page.GetByLabel("Title").FillAsync("Branch visits");
        await NameAsync(page, "branch-visits", "Saved.");
        await Expect(page.Locator(".panel").Filter(new() { HasText = "Saved" }).Last.GetByRole(AriaRole.Rowheader)).ToHaveTextAsync("branch-visits");

        await page.GotoAsync("/upload");
        await page.GetByLabel("Source").SelectOptionAsync(new SelectOptionValue { Label = "Branch visits" });
        await DropAsync(page.GetByLabel("Files"), File("october.csv", Visits));
        await Expect(page.Locator("tbody tr [data-label=Landed]")).ToHaveTextAsync("25");
        await Expect(page.Locator("tbody tr [data-label=Unreadable]")).ToHaveTextAsync("1");
        await Until.TrueAsync(async () => await Console.CountAsync("Kebbi") == Rows - 1);

        await page.GotoAsync("/mappings");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change" }).ClickAsync();
        await DropAsync(page.GetByLabel("Sample of branch-visits"), File("november.csv", Visits));
        await Expect(page.GetByLabel("What Ref is")).ToHaveValueAsync("Key");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Save in place of the old branch-visits" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove branch-visits" }).ClickAsync();
        await Expect(page.GetByText("None saved yet")).ToBeVisibleAsync();
        await page.GotoAsync("/admin/audit");
        await Expect(page.GetByText("mapping.removed").First).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("letter.pdf", "%PDF-1.7\n%abc\n1 0 obj\n", "PDF")]
    [InlineData("empty.csv", "a;b\n", "No rows were found under a header")]
    public async Task A_sample_that_is_no_table_is_told_in_words(string name, string content, string words)
    {
        var page = await Console.SignedInAsync("/mappings");
        await DropAsync(page.GetByLabel("Sample"), File(name, content));
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = words })).ToBeVisibleAsync();
        await Expect(page.GetByText("Save as a source")).ToHaveCountAsync(0);
    }

    private static async Task NameAsync(IPage page, string name, string answer)
    {
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Save ") }).ClickAsync();
        await Expect(page.Locator(".notice")).ToContainTextAsync(answer);
    }

    /// <summary>The field is disabled until the page listens to it: whoever sees it enabled loses no file.</summary>
    private static async Task DropAsync(ILocator field, FilePayload file)
    {
        await Expect(field).ToBeEnabledAsync();
        await field.SetInputFilesAsync(file);
    }

    private static FilePayload File(string name, string content) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(content) };
}
