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
        var number = await Console.PostAsync("Gombe", "No network in Kumo since morning");
        await Until.TrueAsync(async () => await Console.CountAsync("Gombe") == 1);
        using var correct = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/complaints/{number}") { Content = JsonContent.Create(new { subcategory = "MNP" }) };
        correct.Headers.TryAddWithoutValidation("If-Match", "*");
        (await Console.Api.SendAsync(correct)).EnsureSuccessStatusCode();

        var page = await Console.SignedInAsync("/models");
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "MNP" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Retrain", Exact = true }).ClickAsync();
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
}
