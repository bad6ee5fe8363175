using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Storage;
using Beejan.Tests.Curated;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Api;

/// <summary>The real program on both databases, asked over HTTP with the bootstrap key. Odd ids are in Lagos, even ones in Kano.</summary>
public abstract class ApiTests(ApiTests.House house)
{
    private readonly ConsoleHost _app = house.Host;
    private readonly HttpClient _client = house.Host.Api();

    [Fact]
    public async Task Pages_follow_the_Link_header_to_every_row_once_and_the_count_is_true()
    {
        var seen = new List<string>();
        var url = "/api/v1/complaints?state=Lagos&sort=-reportedAt&limit=5&count=true";
        while (url is not null)
        {
            var answer = await _client.GetAsync(url);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            Assert.Equal(13, body.GetProperty("total").GetInt32());
            seen.AddRange(body.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            url = answer.Headers.TryGetValues("Link", out var link) ? link.Single()[1..link.Single().IndexOf('>', StringComparison.Ordinal)] : null;
        }
        Assert.Equal(13, seen.Distinct().Count());
        Assert.Equal(13, seen.Count);
    }

    [Fact]
    public async Task A_complaint_has_the_contracts_names_and_no_clear_number()
    {
        var text = await _client.GetStringAsync("/api/v1/complaints/4");
        var body = JsonElement.Parse(text);
        string[] names =
        [
            "id", "rawId", "source", "channel", "sourceKey", "reportedAt", "receivedAt", "customer", "text", "language", "languageConfidence", "category",
            "subcategory", "confidence", "reasons", "sentiment", "priority", "score", "state", "lga", "product", "status", "team", "assignee", "dueAt",
            "duplicateOf", "repeats", "incident", "pipelineVersion",
        ];
        Assert.All(names, name => Assert.True(body.TryGetProperty(name, out _), name));
        Assert.DoesNotContain("1234567", text);
        Assert.DoesNotContain("Obi", text);
        Assert.Equal(HttpStatusCode.OK, (await _client.GetAsync($"/api/v1/complaints/{body.GetProperty("id").GetString()}")).StatusCode);
    }

    [Fact]
    public async Task Revealing_needs_a_reason_and_leaves_a_line_in_the_audit_trail()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.GetAsync("/api/v1/complaints/4?reveal=true")).StatusCode);
        var body = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints/4?reveal=true&reason=call%20back%20the%20customer");
        Assert.Equal("+2348031234567", body.GetProperty("customer").GetProperty("msisdn").GetString());
    }

    [Theory]
    [InlineData("status=sleeping", "status")]
    [InlineData("limit=501", "limit")]
    [InlineData("cursor=rubbish", "cursor")]
    [InlineData("colour=red", "colour")]
    public async Task A_wrong_query_is_a_problem_that_names_the_parameter(string query, string name)
    {
        var answer = await _client.GetAsync("/api/v1/complaints?" + query);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("query.invalid", body.GetProperty("code").GetString());
        Assert.True(body.GetProperty("errors").TryGetProperty(name, out _));
    }

    [Fact]
    public async Task A_change_needs_the_ETag_and_a_stale_one_gets_the_row_as_it_is()
    {
        Assert.Equal(428, (int)(await PatchAsync("1", new { status = "held" }, null)).StatusCode);
        var tag = (await _client.GetAsync("/api/v1/complaints/1")).Headers.ETag!.Tag;
        var done = await PatchAsync("1", new { status = "held", assignee = "ada" }, tag);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.NotEqual(tag, done.Headers.ETag!.Tag);
        var stale = await PatchAsync("1", new { status = "resolved" }, tag);
        Assert.Equal(HttpStatusCode.PreconditionFailed, stale.StatusCode);
        var body = await stale.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("held", body.GetProperty("current").GetProperty("status").GetString());
        var history = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints/1/history");
        Assert.Equal(2, history.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Language_and_sentiment_are_corrected_and_the_answer_says_so()
    {
        var heard = await PatchAsync("6", new { language = "pcm", sentiment = "positive" }, "*");
        var told = JsonDocument.Parse(await heard.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(("pcm", 0.625), (told.GetProperty("language").GetString(), told.GetProperty("sentiment").GetDouble()));
        Assert.Equal(["language", "sentiment"], told.GetProperty("corrected").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal(422, (int)(await PatchAsync("6", new { language = "klingon" }, "*")).StatusCode);
    }

    [Fact]
    public async Task An_illegal_move_is_422_and_an_unknown_member_400_both_naming_the_field()
    {
        var illegal = await PatchAsync("3", new { status = "closed" }, "*");
        Assert.Equal(422, (int)illegal.StatusCode);
        Assert.True((await illegal.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("status", out _));
        var unknown = await PatchAsync("3", new { colour = "red" }, "*");
        Assert.Equal(400, (int)unknown.StatusCode);
        Assert.True((await unknown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty("colour", out _));
    }

    [Fact]
    public async Task A_complaint_is_snoozed_found_among_the_snoozed_and_woken()
    {
        var until = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3), TimeSpan.Zero);
        var snoozed = await (await PatchAsync("7", new { snoozedUntil = until }, "*")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(until, snoozed.GetProperty("snoozedUntil").GetDateTimeOffset());
        var asleep = (await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints?snoozed=yes")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString());
        Assert.Equal([snoozed.GetProperty("id").GetString()], asleep);

        var woken = await (await PatchAsync("7", new { snoozedUntil = (string?)null }, "*")).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(JsonValueKind.Null, woken.GetProperty("snoozedUntil").ValueKind);
        Assert.Equal(400, (int)(await PatchAsync("7", new { snoozedUntil = "tomorrow" }, "*")).StatusCode);
        Assert.Equal(422, (int)(await PatchAsync("7", new { snoozedUntil = "2020-01-01T00:00:00Z" }, "*")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/v1/complaints?status=asleep", "query.invalid")]
    [InlineData("GET", "/api/v1/complaints?cursor=!!!", "query.invalid")]
    [InlineData("GET", "/api/v1/complaints/BJN-26-9999999-9", "complaint.not-found")]
    [InlineData("GET", "/api/v1/nothing", "route.unknown")]
    [InlineData("DELETE", "/api/v1/complaints", "method.unknown")]
    [InlineData("PATCH", "/api/v1/complaints/7", "if-match.missing")]
    [InlineData("POST", "/api/v1/alerts/999999/take", "alert.not-found")]
    [InlineData("GET", "/api/v1/pipeline/replays/00000000-0000-0000-0000-000000000001", "replay.not-found")]
    public async Task Every_no_is_a_problem_of_the_same_shape(string method, string url, string code)
    {
        var answer = await _client.SendAsync(new HttpRequestMessage(new HttpMethod(method), url) { Content = method is "GET" or "DELETE" ? null : JsonContent.Create(new { note = "x" }) });
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((code, "/problems/" + code, url.Split('?')[0]),
            (problem.GetProperty("code").GetString(), problem.GetProperty("type").GetString(), problem.GetProperty("instance").GetString()));
        Assert.DoesNotContain("Base-64", problem.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_by_filter_tells_first_and_does_it_then()
    {
        var body = new { selection = new { filter = "state=Kano" }, change = new { status = Statuses.Resolved }, dryRun = true };
        var dry = await BulkAsync(body);
        Assert.Equal((12, 12), (dry.GetProperty("matched").GetInt32(), dry.GetProperty("changed").GetInt32()));
        var wet = await BulkAsync(body with { dryRun = false });
        Assert.Equal(12, wet.GetProperty("changed").GetInt32());
        var again = await BulkAsync(body with { dryRun = true });
        Assert.Equal(12, again.GetProperty("unchanged").GetInt32());
    }

    [Theory]
    [InlineData("""{"selection":{"filter":""},"change":{"status":"held"}}""", "selection.filter")]
    [InlineData("""{"selection":{"filter":"status="},"change":{"status":"held"}}""", "selection.filter.status")]
    [InlineData("""{"selection":{"filter":"sort=priority"},"change":{"status":"held"}}""", "selection.filter")]
    [InlineData("""{"selection":{"filter":"open"},"change":{"status":"held"}}""", "selection.filter")]
    [InlineData("""{"selection":{"filter":"status=open","ids":[9]},"change":{"status":"held"}}""", "selection")]
    [InlineData("""{"selection":{"ids":[9]},"change":{"status":"held"},"dryrun":true}""", "dryrun")]
    public async Task A_bulk_change_that_would_mean_everything_or_be_no_dry_run_by_a_slip_is_refused(string body, string field)
    {
        var answer = await _client.PostAsync("/api/v1/complaints:bulk", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(400, (int)answer.StatusCode);
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Figures_are_served_from_the_dashboards_definitions()
    {
        var summary = await _client.GetFromJsonAsync<JsonElement>("/api/v1/metrics/summary");
        var listed = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints?status=open&count=true&limit=1");
        Assert.Equal(listed.GetProperty("total").GetInt64(), summary.GetProperty("open").GetInt64());
        var trends = await _client.GetFromJsonAsync<JsonElement>("/api/v1/metrics/trends?from=2026-11-01&to=2026-11-03&bucket=day&by=state");
        Assert.Equal(2, trends.GetProperty("points").GetArrayLength());
        Assert.Equal(400, (int)(await _client.GetAsync("/api/v1/metrics/trends?from=90d&bucket=minute")).StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/complaints")]
    [InlineData("/api/v1/complaints/4")]
    [InlineData("/api/v1/metrics/summary")]
    [InlineData("/hubs/live/negotiate")]
    public async Task Nobody_without_a_key_is_answered(string url)
    {
        using var stranger = _app.Browser();
        var answer = url.EndsWith("negotiate", StringComparison.Ordinal) ? await stranger.PostAsync(url, null) : await stranger.GetAsync(url);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<JsonElement> BulkAsync(object body)
    {
        var answer = await _client.PostAsJsonAsync("/api/v1/complaints:bulk", body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private Task<HttpResponseMessage> PatchAsync(string id, object body, string? tag, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/complaints/{id}") { Content = JsonContent.Create(body) };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }
        return _client.SendAsync(request);
    }

    [Fact]
    public async Task A_change_with_an_idempotency_key_is_done_once_and_answered_twice()
    {
        var key = Guid.NewGuid().ToString();
        var first = await PatchAsync("5", new { note = "called back" }, "*", key);
        var again = await PatchAsync("5", new { note = "called back" }, "*", key);
        var other = await PatchAsync("5", new { note = "called again" }, "*", key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal((first.Headers.ETag, await first.Content.ReadAsStringAsync()), (again.Headers.ETag, await again.Content.ReadAsStringAsync()));
        Assert.Equal(422, (int)other.StatusCode);
        Assert.Equal("idempotency.reused", (await other.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
        var history = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints/5/history");
        Assert.Equal(["called back"], history.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("note").GetString()));
    }

    [Fact]
    public async Task What_did_nothing_is_not_kept_for_its_idempotency_key()
    {
        var key = Guid.NewGuid().ToString();
        Assert.Equal(428, (int)(await PatchAsync("7", new { note = "first try" }, null, key)).StatusCode);
        Assert.Equal(200, (int)(await PatchAsync("7", new { note = "first try" }, "*", key)).StatusCode);
    }

    [Fact]
    public async Task A_bulk_change_and_a_report_run_take_an_idempotency_key_too()
    {
        var bulk = new { selection = new { ids = new[] { 9, 11 } }, change = new { note = "outage in the area" } };
        var done = await SendAsync(HttpMethod.Post, "/api/v1/complaints:bulk", bulk, "bulk-1");
        var redone = await SendAsync(HttpMethod.Post, "/api/v1/complaints:bulk", bulk, "bulk-1");
        Assert.Equal(await done.Content.ReadAsStringAsync(), await redone.Content.ReadAsStringAsync());
        var noted = await _client.GetFromJsonAsync<JsonElement>("/api/v1/complaints/9/history");
        Assert.Single(noted.GetProperty("items").EnumerateArray());

        var question = new { from = "2026-11-01", to = "2026-11-20" };
        var asked = await SendAsync(HttpMethod.Post, "/api/v1/reports/sla/runs", question, "run-1");
        var repeated = await SendAsync(HttpMethod.Post, "/api/v1/reports/sla/runs", question, "run-1");
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (asked.StatusCode, repeated.StatusCode));
        Assert.Equal(asked.Headers.Location, repeated.Headers.Location);
        var runs = await _client.GetFromJsonAsync<JsonElement>("/api/v1/reports/sla/runs");
        Assert.Single(runs.GetProperty("items").EnumerateArray());
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string url, object body, string key)
    {
        var request = new HttpRequestMessage(method, url) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return _client.SendAsync(request);
    }

    /// <summary>One running program for all tests of the class.</summary>
    public abstract class House(bool postgres) : IAsyncLifetime
    {
        public ConsoleHost Host { get; } = ConsoleHost.On(postgres);

        public Task InitializeAsync() => Host.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            db.AddRange(Enumerable.Range(1, 25).Select(i => CuratedBench.Row(i, $"2026-11-{i:00}T08:00:00Z", r => r.State = i % 2 == 0 ? "Kano" : "Lagos")));
            db.Add(new CustomerRow { Id = 7, Msisdn = "+2348031234567", Name = "Ada Obi", Complaints = 25 });
            return await db.SaveChangesAsync(ct);
        }, default);

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}

public sealed class ApiOnSqliteTests(ApiOnSqliteTests.Sqlite house) : ApiTests(house), IClassFixture<ApiOnSqliteTests.Sqlite>
{
    public sealed class Sqlite() : House(postgres: false);
}

public sealed class ApiOnPostgresTests(ApiOnPostgresTests.Postgres house) : ApiTests(house), IClassFixture<ApiOnPostgresTests.Postgres>
{
    public sealed class Postgres() : House(postgres: true);
}
