using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What went wrong is mended by page: one record corrected, a reason's records discarded or judged again, a range replayed.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class MendingTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task Records_of_one_reason_get_an_owner_a_correction_a_retry_by_replay_and_a_discard()
    {
        // Their clock runs ahead by decades: nobody else's dead letters in this folder have that reason.
        await CallsAsync("id,call_date,msisdn,state,complaint\nMB-1,2099-01-01 09:00,08036660001,Bauchi,No network in Bauchi\nMB-2,2099-01-01 09:00,08036660002,Bauchi,No network in Azare\n"
            + "MB-3,2099-01-01 09:00,08036660003,Bauchi,No network in Misau\n");
        await Until.TrueAsync(async () => await LettersAsync() == 3);
        var page = await Console.SignedInAsync("/dead-letters");
        var group = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "time.future" }).Filter(new() { HasText = "Mend" });
        await group.GetByRole(AriaRole.Link, new() { Name = "Mend" }).ClickAsync();
        await page.GetByLabel("Owner").FillAsync("Gateway desk");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save owner" }).ClickAsync();
        await Expect(page.GetByText("They are the work of Gateway desk now.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Retry all: dry run first" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dead letters with time.future" })).ToBeVisibleAsync();
        await Expect(page.Locator(".panel p").Filter(new() { HasText = "3 of 3 records looked at" })).ToContainTextAsync("done");
        // Nothing was mended, so there is nothing to change and no button that would.
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Change") })).ToHaveCountAsync(0);

        await page.GotoAsync("/dead-letters?code=time.future");
        var newest = page.Locator(".panel").Filter(new() { HasText = "Newest with time.future" });
        await newest.GetByRole(AriaRole.Rowheader).Last.GetByRole(AriaRole.Link).ClickAsync();
        var bytes = page.GetByLabel("Corrected record, in the same format");
        await Expect(bytes).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^MB-1,2099"));
        await bytes.FillAsync("MB-1,2026-11-01 09:00,08036660001,Bauchi,No network in Bauchi");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send the correction" }).ClickAsync();
        await Expect(page.GetByText("stands in its place and is judged now")).ToBeVisibleAsync();
        await Until.TrueAsync(async () => await Console.CountAsync("Bauchi") == 1);

        await page.GotoAsync("/dead-letters?code=time.future");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Discard one" })).ToBeDisabledAsync();
        await page.GetByLabel("They are not worth judging, because").FillAsync("A test of the gateway");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Discard the others" })).ToBeDisabledAsync();
        // Whose finger is quick discards one all the same.
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard one" }).DblClickAsync();
        await Expect(page.GetByText("Look at it, then discard the others.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Discard the other 1" }).ClickAsync();
        await Until.TrueAsync(async () => await LettersAsync() == 0);
        await Expect(group).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_replay_shows_what_would_change_then_changes_a_few_and_then_all()
    {
        var numbers = new List<string>();
        foreach (var town in new[] { "Damaturu", "Potiskum", "Gashua", "Nguru", "Geidam", "Buni", "Fika" })
        {
            numbers.Add(await Console.PostAsync("Sokoto", $"My SIM card from {town} does not register"));
        }
        await Until.TrueAsync(async () => await Console.CountAsync("Sokoto") == numbers.Count);
        var page = await Console.SignedInAsync("/routing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await page.GetByLabel("Rule", new() { Exact = true }).FillAsync("Sokoto");
        await page.GetByLabel("goes to team").FillAsync("Sokoto Desk");
        await page.GetByLabel("when").SelectOptionAsync("state");
        await page.GetByLabel("is one of").FillAsync("Sokoto");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft and simulate" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "routes what is judged from now on" })).ToBeVisibleAsync();
        try
        {
            await page.GotoAsync("/replays");
            await page.GetByLabel("Received from (Lagos)").FillAsync("2026-12-01T10:00");
            await page.GetByLabel("until").FillAsync("2026-11-01T10:00");
            await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
            await Expect(page.GetByText("The end must come after the beginning.")).ToBeVisibleAsync();
            await page.GetByLabel("Received from (Lagos)").FillAsync("");
            await page.GetByLabel("until").FillAsync("");
            await page.GetByLabel("Source").SelectOptionAsync("web-form");
            await page.GetByRole(AriaRole.Button, new() { Name = "Dry run" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change 5 and check" })).ToBeVisibleAsync();
            Assert.Equal(0, await WithTeamAsync(numbers));

            await page.GetByRole(AriaRole.Button, new() { Name = "Change 5 and check" }).ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Change all" })).ToBeVisibleAsync();
            Assert.InRange(await WithTeamAsync(numbers), 0, 5);
            await page.GetByRole(AriaRole.Button, new() { Name = "Change all" }).ClickAsync();
            await Expect(page.Locator(".panel p").Filter(new() { HasText = "Step all" })).ToContainTextAsync("done");
            Assert.Equal(numbers.Count, await WithTeamAsync(numbers));
        }
        finally
        {
            await page.GotoAsync("/routing");
            await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to no rules" }).ClickAsync();
            await Expect(page.GetByText("Back to no rules.")).ToBeVisibleAsync();
        }
    }

    private async Task CallsAsync(string csv) =>
        (await Console.Api.PostAsync("/api/v1/intake/call-center", new StringContent(csv, Encoding.UTF8, "text/csv"))).EnsureSuccessStatusCode();

    private async Task<long> LettersAsync() => (await Console.Api.GetFromJsonAsync<JsonElement>("/api/v1/pipeline/deadletters/reasons")).GetProperty("items").EnumerateArray()
        .Where(r => r.GetProperty("code").GetString() == "time.future").Sum(r => r.GetProperty("count").GetInt64());

    private async Task<int> WithTeamAsync(List<string> numbers)
    {
        var with = 0;
        foreach (var number in numbers)
        {
            with += (await Console.ComplaintAsync(number)).GetProperty("team").GetString() == "Sokoto Desk" ? 1 : 0;
        }
        return with;
    }
}
