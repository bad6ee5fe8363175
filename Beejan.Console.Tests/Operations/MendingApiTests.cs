using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>Dead letters and replays over HTTP, through the real program.</summary>
public sealed class MendingApiTests : IDisposable
{
    private readonly ConsoleHost _host = new();
    private readonly HttpClient _client;

    public MendingApiTests()
    {
        _client = _host.CreateClient();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", ConsoleHost.Key);
    }

    [Fact]
    public async Task Dead_letters_are_opened_corrected_retried_and_discarded()
    {
        for (var i = 0; i < 4; i++)
        {
            await PostAsync("/api/v1/intake/web-form", new { submissionId = $"d-{i}", phone = "08031234567", submittedAt = "2099-01-01T00:00:00Z", text = $"No network {i}" });
        }
        await UntilAsync("/api/v1/pipeline/balance", b => b.GetProperty("deadLettered").GetInt64() == 4);
        var group = Assert.Single((await GetAsync("/api/v1/pipeline/deadletters/reasons")).GetProperty("items").EnumerateArray());
        Assert.Equal(("time.future", 4), (group.GetProperty("code").GetString(), group.GetProperty("count").GetInt32()));
        var ids = (await GetAsync("/api/v1/pipeline/deadletters")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("rawId").GetInt64()).Order().ToList();

        foreach (var (reason, count) in (IEnumerable<(string, int)>)[("time.future", 4), ("text.missing", 0)])
        {
            Assert.Equal(count, (await GetAsync($"/api/v1/pipeline/deadletters?reason={reason}")).GetProperty("items").GetArrayLength());
        }
        foreach (var (source, count) in (IEnumerable<(string, int)>)[("web-form", 4), ("sms", 0)])
        {
            Assert.Equal(count, (await GetAsync($"/api/v1/pipeline/deadletters?source={source}")).GetProperty("items").GetArrayLength());
        }
        var letter = await GetAsync($"/api/v1/pipeline/deadletters/{ids[0]}");
        var bytes = Encoding.UTF8.GetString(letter.GetProperty("payload").GetBytesFromBase64());
        using (var nothing = await _client.PostAsync($"/api/v1/pipeline/deadletters/{ids[0]}/correct", new ByteArrayContent([])))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        }
        foreach (var slip in new[] { """{"code":"time.future","action":"discard","reason":"x","dry_run":true}""", """{"code":"time.future","action":"discard","reason":"x","limit":0}""" })
        {
            using var refused = await _client.PostAsync("/api/v1/pipeline/deadletters:bulk", new StringContent(slip, System.Text.Encoding.UTF8, "application/json"));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }
        using var corrected = await _client.PostAsync($"/api/v1/pipeline/deadletters/{ids[0]}/correct", new StringContent(bytes.Replace("2099", "2026", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Accepted, corrected.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsJsonAsync($"/api/v1/pipeline/deadletters/{ids[1]}/discard", new { reason = " " })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PostAsJsonAsync($"/api/v1/pipeline/deadletters/{ids[1]}/discard", new { reason = "a test" })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.PostAsJsonAsync($"/api/v1/pipeline/deadletters/{ids[1]}/discard", new { reason = "a test" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _client.PutAsJsonAsync("/api/v1/pipeline/deadletters/reasons/time.future/owner", new { owner = "Gateway team" })).StatusCode);

        var bulk = new { code = "time.future", action = "discard", reason = "clock of the vendor", dryRun = true };
        Assert.Equal((2, 0), Counts(await PostAsync("/api/v1/pipeline/deadletters:bulk", bulk)));
        Assert.Equal((2, 1), Counts(await PostAsync("/api/v1/pipeline/deadletters:bulk", bulk with { dryRun = false }, limit: 1)));
        Assert.Equal((1, 1), Counts(await PostAsync("/api/v1/pipeline/deadletters:bulk", bulk with { dryRun = false })));

        var balance = await UntilAsync("/api/v1/pipeline/balance", b => b.GetProperty("inFlight").GetInt64() == 0 && b.GetProperty("curated").GetInt64() == 1);
        Assert.Equal((5, 4, 0, true), (balance.GetProperty("received").GetInt32(), balance.GetProperty("dropped").GetInt32(), balance.GetProperty("deadLettered").GetInt32(),
            balance.GetProperty("balanced").GetBoolean()));
    }

    [Fact]
    public async Task A_continue_that_is_sent_again_goes_no_step_further()
    {
        await PostAsync("/api/v1/intake/web-form", new { submissionId = "r-1", phone = "08031234567", text = "No network in Ikeja" });
        await UntilAsync("/api/v1/pipeline/balance", b => b.GetProperty("curated").GetInt64() == 1);
        var url = $"/api/v1/pipeline/replays/{(await PostAsync("/api/v1/pipeline/replays", new { source = "web-form" })).GetProperty("id").GetString()}";
        await UntilAsync(url, r => r.GetProperty("state").GetString() == "done");
        for (var i = 0; i < 2; i++)
        {
            using var again = new HttpRequestMessage(HttpMethod.Post, url + "/continue") { Headers = { { "Idempotency-Key", "the-canary" } } };
            Assert.Equal(HttpStatusCode.OK, (await _client.SendAsync(again)).StatusCode);
            await UntilAsync(url, r => r.GetProperty("step").GetString() == "canary" && r.GetProperty("state").GetString() == "done");
        }
        using var late = await _client.PostAsync(url + "/continue?step=canary", null);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("canary is not what comes next", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("canary", (await GetAsync(url)).GetProperty("step").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _client.PostAsync(url + "/continue?step=all", null)).StatusCode);
        await UntilAsync(url, r => r.GetProperty("step").GetString() == "all" && r.GetProperty("state").GetString() == "done");
    }

    [Fact]
    public async Task A_replay_goes_from_dry_run_to_canary_to_all_only_when_told()
    {
        await PostAsync("/api/v1/intake/web-form", new { submissionId = "r-1", phone = "08031234567", text = "No network in Ikeja" });
        await UntilAsync("/api/v1/pipeline/balance", b => b.GetProperty("curated").GetInt64() == 1);

        var asked = await PostAsync("/api/v1/pipeline/replays", new { source = "web-form", from = "2020-01-01" });
        var url = $"/api/v1/pipeline/replays/{asked.GetProperty("id").GetString()}";
        foreach (var step in new[] { "dry-run", "canary", "all" })
        {
            var done = await UntilAsync(url, r => r.GetProperty("state").GetString() == "done");
            Assert.Equal(step, done.GetProperty("step").GetString());
            Assert.Equal(step == "all" ? HttpStatusCode.Conflict : HttpStatusCode.OK, (await _client.PostAsync(url + "/continue", null)).StatusCode);
        }
        var all = await GetAsync(url);
        Assert.Equal((1, 1), (all.GetProperty("forecast").GetProperty("unchanged").GetInt32(), all.GetProperty("applied").GetProperty("unchanged").GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsJsonAsync("/api/v1/pipeline/replays", new { from = "yesterday-ish" })).StatusCode);
        using var stranger = await _client.PostAsJsonAsync("/api/v1/pipeline/replays", new { source = "web-from" });
        Assert.Equal(HttpStatusCode.BadRequest, stranger.StatusCode);
        Assert.Contains("web-form", await stranger.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var over = await _client.PostAsync(url + "/cancel", null);
        Assert.Contains("replay.over", await over.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await _client.PostAsync($"/api/v1/pipeline/replays/{Guid.NewGuid()}/continue", null)).StatusCode);
    }

    [Theory]
    [InlineData("/dead-letters?code=time.future")]
    [InlineData("/replays")]
    public async Task The_pages_ask_who_is_there(string page)
    {
        using var answer = await _host.Browser().GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public void Dispose()
    {
        _client.Dispose();
        _host.Dispose();
    }

    private static (int, int) Counts(JsonElement bulk) => (bulk.GetProperty("matching").GetInt32(), bulk.GetProperty("discarded").GetInt32());

    private async Task<JsonElement> GetAsync(string url) => await _client.GetFromJsonAsync<JsonElement>(url);

    private async Task<JsonElement> PostAsync(string url, object body, int? limit = null)
    {
        var node = JsonSerializer.SerializeToNode(body)!.AsObject();
        if (limit is not null)
        {
            node["limit"] = limit;
        }
        using var answer = await _client.PostAsJsonAsync(url, node);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> UntilAsync(string url, Func<JsonElement, bool> holds)
    {
        for (var looks = 0; ; looks++)
        {
            var now = await GetAsync(url);
            if (holds(now))
            {
                return now;
            }
            Assert.True(looks < 1200, $"{url} did not come to it: {now}");
            await Task.Delay(100);
        }
    }
}
