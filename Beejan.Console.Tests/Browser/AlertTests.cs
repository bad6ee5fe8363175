using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>A run that rejects too much, seen by those who only have the console open.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class AlertTests(ConsoleInBrowser console) : BrowserTest(console)
{
    [Fact]
    public async Task A_run_that_rejects_too_much_rings_on_every_page_and_somebody_takes_it()
    {
        var dashboard = await Console.SignedInAsync("/");
        // A character nobody sees is no complaint. So many that neither the other tests' good records nor where pages end makes the run look well.
        var broken = string.Join('\n', Enumerable.Range(0, 1500).Select(i => $"{{\"submissionId\":\"broken-{i}\",\"phone\":\"08035550000\",\"message\":\"\\u200b\"}}"));
        using (var answer = await Console.Api.PostAsync("/api/v1/intake/web-form", new StringContent(broken, Encoding.UTF8, "application/x-ndjson")))
        {
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        var bell = dashboard.GetByRole(AriaRole.Link, new() { NameRegex = new("process-complaints rejected") });
        // Alarms are looked at once a minute; asked for by hand it goes faster.
        var runs = await Console.SignedInAsync("/runs");
        var look = runs.GetByRole(AriaRole.Row).Filter(new() { HasText = "watch-alarms" }).GetByRole(AriaRole.Button);
        await Until.TrueAsync(async () =>
        {
            await runs.ReloadAsync();
            await look.ClickAsync();
            return await bell.CountAsync() == 1;
        });
        await bell.ClickAsync();
        var alert = dashboard.Locator(".alerts li").Filter(new() { HasText = "process-complaints rejected" });
        await Expect(alert).ToContainTextAsync("t is probably us, not the data");
        await alert.GetByRole(AriaRole.Button, new() { Name = "I look after it" }).ClickAsync();
        await Expect(alert).ToContainTextAsync($"{ConsoleHost.Admin} looks after it.");

        using var open = JsonDocument.Parse(await Console.Api.GetStringAsync("/api/v1/alerts"));
        var told = Assert.Single(open.RootElement.GetProperty("items").EnumerateArray(), a => a.GetProperty("key").GetString() == "runs/process-complaints");
        Assert.Equal(("down", "open", ConsoleHost.Admin), (told.GetProperty("severity").GetString(), told.GetProperty("state").GetString(), told.GetProperty("takenBy").GetString()));
        using var wrong = await Console.Api.GetAsync("/api/v1/alerts?state=closed");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }
}
