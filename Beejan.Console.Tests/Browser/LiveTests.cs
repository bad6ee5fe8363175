using System.Diagnostics;
using Microsoft.Playwright;
using Xunit;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Beejan.Tests.Browser;

/// <summary>Pages move by themselves, and come back by themselves.</summary>
[Collection(ConsoleInBrowser.Name)]
public sealed class LiveTests(ConsoleInBrowser console, ITestOutputHelper output) : BrowserTest(console)
{
    /// <summary>A page that was loaded again has lost it.</summary>
    private const string Mark = "document.documentElement.dataset.test = 'this very page'";

    /// <summary>Ends when a row of the newest complaints has that text: asked of the page, since Playwright's own asking has pauses.</summary>
    private const string Seen = """
        text => new Promise(done => {
          const look = () => [...document.querySelectorAll('.newest li')].some(row => row.textContent.includes(text)) && (seen.disconnect(), done());
          const seen = new MutationObserver(look);
          seen.observe(document.body, { childList: true, subtree: true, characterData: true });
          look();
        })
        """;

    [Fact]
    public async Task Signed_in_one_sees_a_posted_complaint_come_to_the_open_dashboard()
    {
        var page = await Console.StrangerAsync();
        await ConsoleInBrowser.SignInAsync(page, "/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dashboard" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Live" })).ToBeVisibleAsync();
        await page.EvaluateAsync(Mark);

        foreach (var street in (string[])["Allen Avenue", "Herbert Macaulay Way", "Bourdillon Road"])
        {
            var text = $"No network on {street} since this morning";
            var seen = page.EvaluateAsync(Seen, text);
            var posted = Stopwatch.GetTimestamp();
            await Console.PostAsync("Lagos", text);
            var answered = Stopwatch.GetElapsedTime(posted);
            await seen.WaitAsync(TimeSpan.FromMinutes(2));
            output.WriteLine($"POST to dashboard: {Stopwatch.GetElapsedTime(posted).TotalMilliseconds:N0} ms (answered after {answered.TotalMilliseconds:N0} ms)");
            await Expect(page.Locator(".newest li").Filter(new() { HasText = text })).ToBeVisibleAsync();
        }

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-test", "this very page");
    }

    [Fact]
    public async Task The_open_queue_announces_new_complaints_and_shows_them_when_asked()
    {
        await Console.PostAsync("Kwara", "My data finished overnight though I did not browse");
        await Until.TrueAsync(async () => await Console.CountAsync("Kwara") == 1);
        var page = await Console.SignedInAsync("/queue?state=Kwara");
        await Expect(page.Locator(".qrow")).ToHaveCountAsync(1);
        var standing = await page.Locator(".qrow .q-number").InnerTextAsync();

        await Console.PostAsync("Kwara", "The agent in the shop was rude to my mother");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        await Console.PostAsync("Kwara", "I was charged twice for one recharge of 1000 naira");
        var announced = page.GetByRole(AriaRole.Button, new() { Name = "2 new" });
        await Expect(announced).ToBeVisibleAsync();
        await Expect(page.Locator(".qrow .q-number")).ToHaveTextAsync([standing]);

        await announced.ClickAsync();
        await Expect(page.Locator(".qrow")).ToHaveCountAsync(3);
        await Expect(announced).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Killed_and_started_again_under_open_pages_it_brings_them_back_as_they_were()
    {
        var number = await Console.PostAsync("Benue", "Calls drop after one minute in Makurdi");
        await Until.TrueAsync(async () => await Console.CountAsync("Benue") == 1);
        var queue = await Console.SignedInAsync("/queue?state=Benue&sort=-reportedAt");
        var dashboard = await Console.SignedInAsync("/?range=7d");
        await Expect(queue.Locator(".qrow")).ToHaveCountAsync(1);
        await Expect(dashboard.Locator(".newest")).ToBeVisibleAsync();
        var record = await Console.SignedInAsync($"/complaints/{number}");
        await record.GetByLabel("Note", new() { Exact = true }).FillAsync("called back, nobody answered");
        var addresses = (queue.Url, dashboard.Url);
        await queue.EvaluateAsync(Mark);

        Console.Kill();
        try
        {
            await Expect(queue.Locator("#components-reconnect-modal")).ToHaveClassAsync("shown");
            await Expect(dashboard.Locator("#components-reconnect-modal")).ToHaveClassAsync("shown");
        }
        finally
        {
            await Console.StartAsync();
        }

        var started = Stopwatch.GetTimestamp();
        await Expect(queue.Locator("html[data-test]")).ToHaveCountAsync(0);
        await Expect(queue.Locator(".qrow")).ToHaveCountAsync(1);
        output.WriteLine($"The queue was back {Stopwatch.GetElapsedTime(started).TotalMilliseconds:N0} ms after the server answered");
        await Expect(queue.GetByRole(AriaRole.Combobox, new() { Name = "State" })).ToHaveValueAsync("Benue");
        await Expect(queue.GetByRole(AriaRole.Combobox, new() { Name = "Sort" })).ToHaveValueAsync("-reportedAt");
        await Expect(dashboard.Locator("#components-reconnect-modal")).Not.ToHaveClassAsync("shown");
        await Expect(dashboard.GetByRole(AriaRole.Link, new() { Name = "7 days", Exact = true })).ToHaveAttributeAsync("aria-current", "true");
        Assert.Equal(addresses, (queue.Url, dashboard.Url));
        // What was typed and not sent is there again, and is the page's own.
        await Expect(record.GetByLabel("Note", new() { Exact = true })).ToHaveValueAsync("called back, nobody answered");
        await record.GetByRole(AriaRole.Button, new() { Name = "Add the note" }).ClickAsync();
        await Expect(record.Locator(".history")).ToContainTextAsync("called back, nobody answered");

        await Console.PostAsync("Benue", "Nothing loads at night in Gboko");
        await Expect(queue.GetByRole(AriaRole.Button, new() { Name = "1 new" })).ToBeVisibleAsync();
        await Expect(dashboard.GetByText("Nothing loads at night in Gboko")).ToBeVisibleAsync();
    }
}
