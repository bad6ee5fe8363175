using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>What an agent says of a complaint's language and sentiment stands, however often it is judged again.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class CorrectionTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task A_language_and_a_sentiment_set_by_key_stand_after_a_newer_version_and_a_replay_and_are_labels()
    {
        var number = await CallAsync("No network in Yenagoa since morning");
        await Until.TrueAsync(async () => await Console.CountAsync("Bayelsa") == 1);
        var page = await Console.SignedInAsync("/queue?state=Bayelsa");
        await page.Locator(".qrow").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Complementary, new() { Name = number })).ToBeVisibleAsync();
        await CorrectAsync(page, "l", "4", "Correct the language", "Language corrected to Hausa");
        await CorrectAsync(page, "f", "3", "Correct the sentiment", "Sentiment corrected to positive");
        await AssertSetAsync(number);

        Assert.Equal(number, await CallAsync("No network in Yenagoa since morning, and nobody picks the phone at all"));
        await Until.TrueAsync(async () => (await Console.ComplaintAsync(number)).GetProperty("text").GetString()!.Contains("nobody picks", StringComparison.Ordinal));
        await AssertSetAsync(number);
        await ReplayAsync();
        await AssertSetAsync(number);

        await page.GotoAsync($"/complaints/{number}");
        await Expect(page.GetByText("Hausa, set by a person")).ToBeVisibleAsync();
        await Expect(page.GetByText("Positive, set by a person")).ToBeVisibleAsync();
        await Expect(page.Locator(".history")).ToContainTextAsync("English → Hausa");
        await page.GotoAsync("/models?task=language");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "English" }).Filter(new() { HasText = "Hausa" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Navigation, new() { Name = "What models tell" }).GetByText("Sentiment").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "positive" })).ToBeVisibleAsync();
    }

    /// <summary>The page may be drawn anew, or still fetch the script that listens to keys, under the first press.</summary>
    private static async Task CorrectAsync(IPage page, string ask, string answer, string dialog, string said)
    {
        var question = page.GetByRole(AriaRole.Dialog, new() { Name = dialog });
        await Until.TrueAsync(async () =>
        {
            if (!await question.IsVisibleAsync())
            {
                await page.Keyboard.PressAsync(ask);
            }
            return await question.IsVisibleAsync();
        });
        await page.Keyboard.PressAsync(answer);
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = said })).ToBeVisibleAsync();
    }

    private async Task AssertSetAsync(string number)
    {
        var complaint = await Console.ComplaintAsync(number);
        Assert.Equal(("ha", 0.625), (complaint.GetProperty("language").GetString(), complaint.GetProperty("sentiment").GetDouble()));
        Assert.Equal(["language", "sentiment"], complaint.GetProperty("corrected").EnumerateArray().Select(c => c.GetString()));
    }

    /// <summary>Sends the same record of the call centre, with these words.</summary>
    private async Task<string> CallAsync(string words)
    {
        using var answer = await Console.Api.PostAsync("/api/v1/intake/call-center",
            new StringContent($"id,call_date,msisdn,state,complaint\nCR-1,2026-11-02 09:00,08036670001,Bayelsa,\"{words}\"\n", Encoding.UTF8, "text/csv"));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("receipts")[0].GetProperty("number").GetString()!;
    }

    private async Task ReplayAsync()
    {
        using var asked = await Console.Api.PostAsJsonAsync("/api/v1/pipeline/replays", new { source = "call-center", step = "canary" });
        asked.EnsureSuccessStatusCode();
        var address = asked.Headers.Location!.ToString();
        await DoneAsync(address, "canary");
        using var more = await Console.Api.PostAsync($"{address}/continue", null);
        more.EnsureSuccessStatusCode();
        await DoneAsync(address, "all");
    }

    private Task DoneAsync(string address, string step) => Until.TrueAsync(async () =>
    {
        var replay = await Console.Api.GetFromJsonAsync<JsonElement>(address);
        Assert.Equal(JsonValueKind.Null, replay.GetProperty("error").ValueKind);
        return replay.GetProperty("step").GetString() == step && replay.GetProperty("state").GetString() == "done";
    });
}
