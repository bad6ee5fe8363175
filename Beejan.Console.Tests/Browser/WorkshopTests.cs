using System.Net.Http.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Rules are taught, tried and switched on by page.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class WorkshopTests(ConsoleInBrowser console) : BrowserTest(console)
{
    /// <summary>Milliseconds: a model is trained meanwhile, on whatever machine.</summary>
    private const float Training = 300_000;

    [Fact]
    public async Task A_correction_appears_as_a_label_and_a_version_is_made_promoted_and_rolled_back()
    {
        var number = await Console.PostAsync("Plateau", "No network in Bukuru since morning");
        await Until.TrueAsync(async () => await Console.CountAsync("Plateau") == 1);
        using var correct = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/complaints/{number}") { Content = JsonContent.Create(new { subcategory = "MNP" }) };
        correct.Headers.TryAddWithoutValidation("If-Match", "*");
        (await Console.Api.SendAsync(correct)).EnsureSuccessStatusCode();

        var page = await Console.SignedInAsync("/models");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Number portability" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retrain category", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Promote") })).ToBeVisibleAsync(new() { Timeout = Training });
        await Expect(page.GetByText("never trained on")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Promote") }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "is in force" })).ToBeVisibleAsync();
        await Expect(page.Locator("code").Filter(new() { HasText = "+model" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to the one that ships" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "judges again" })).ToBeVisibleAsync();

        await page.GotoAsync("/admin/audit");
        await Expect(page.GetByText("model.rolled-back").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_faulty_taxonomy_is_refused_in_words_and_a_sound_one_is_tried_committed_and_rolled_back()
    {
        await Console.PostAsync("Yobe", "I cannot use my line abroad, roaming does not work in Ghana");
        await Until.TrueAsync(async () => await Console.CountAsync("Yobe") == 1);
        var shipped = await Console.Api.GetStringAsync("/api/v1/rules/taxonomy");
        var page = await Console.SignedInAsync("/taxonomy");
        await OfferAsync(page, shipped.Replace("\"Network\"", "\"Weather\"", StringComparison.Ordinal));
        await Expect(page.GetByText("category: one of Network").First).ToBeVisibleAsync();

        await OfferAsync(page, shipped.Replace("\"key\": \"NET-INT\",", "\"key\": \"NET-ABR\", \"takes\": [\"NET-INT\"],", StringComparison.Ordinal));
        await Expect(page.GetByText("is a draft")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay in shadow" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "NET-INT" }).Filter(new() { HasText = "BJN-" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Commit" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "is in force for what is judged from now on" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to the one that ships" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "is in force again" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_routing_rule_is_written_simulated_switched_on_and_rolled_back()
    {
        await Console.PostAsync("Zamfara", "No network in Gusau since morning");
        await Until.TrueAsync(async () => await Console.CountAsync("Zamfara") == 1);
        var page = await Console.SignedInAsync("/routing");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await page.GetByLabel("Rule", new() { Exact = true }).FillAsync("Zamfara");
        await page.GetByLabel("goes to team").FillAsync("Gusau Desk");
        await page.GetByLabel("when").SelectOptionAsync("state");
        await page.GetByLabel("is one of").FillAsync("Zamfra");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft and simulate" }).ClickAsync();
        await Expect(page.GetByText("'Zamfra' is none of")).ToBeVisibleAsync();
        await page.GetByLabel("is one of").FillAsync("Zamfara");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save as draft and simulate" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Gusau Desk" }).Filter(new() { HasText = "BJN-" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "routes what is judged from now on" })).ToBeVisibleAsync();
        var number = await Console.PostAsync("Zamfara", "No network in Kaura Namoda since yesterday");
        await Until.TrueAsync(async () => await Console.CountAsync("Zamfara") == 2);
        Assert.Equal("Gusau Desk", (await Console.ComplaintAsync(number)).GetProperty("team").GetString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back to no rules" }).ClickAsync();
        await Expect(page.GetByText("Back to no rules.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Quality_is_counted_when_asked()
    {
        var page = await Console.SignedInAsync("/quality");
        await page.GetByRole(AriaRole.Button, new() { Name = "Count now" }).ClickAsync();
        await Expect(page.GetByText("Counted just now.")).ToBeVisibleAsync();
    }

    private static async Task OfferAsync(IPage page, string json)
    {
        await Expect(page.Locator("#taxonomy-file")).ToBeEnabledAsync();
        await page.Locator("#taxonomy-file").SetInputFilesAsync(new FilePayload { Name = "taxonomy.json", MimeType = "application/json", Buffer = System.Text.Encoding.UTF8.GetBytes(json) });
    }
}
