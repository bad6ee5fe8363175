using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>What programs can ask about the pipeline and its health, on both databases. Two complaints have come in, and one record that is none.</summary>
public abstract class OperationsApiTests(OperationsApiTests.House house)
{
    private readonly ConsoleHost _host = house.Host;
    private readonly HttpClient _api = house.Host.Api();

    [Fact]
    public async Task The_balance_accounts_for_every_record_of_every_source()
    {
        var balance = await GetAsync("/api/v1/pipeline/balance");
        Assert.Equal((4, 1, 2, 1), (Number(balance, "received"), Number(balance, "duplicates"), Number(balance, "curated"), Number(balance, "deadLettered")));
        Assert.True(balance.GetProperty("balanced").GetBoolean());
        var source = Assert.Single(balance.GetProperty("sources").EnumerateArray());
        Assert.Equal("web-form", source.GetProperty("source").GetString());
    }

    [Fact]
    public async Task A_dead_letter_has_its_reason_its_record_and_no_customer()
    {
        var letters = (await GetAsync("/api/v1/pipeline/deadletters")).GetProperty("items");
        var letter = Assert.Single(letters.EnumerateArray());
        Assert.Equal(("text.missing", "w-3", "parse"), (Text(letter, "code"), Text(letter, "key"), Text(letter, "stage")));
        Assert.DoesNotContain("1234567", letter.GetRawText(), StringComparison.Ordinal);
        Assert.Empty((await GetAsync("/api/v1/pipeline/deadletters?code=no.such")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Runs_are_told_by_work_and_state_and_cover_what_was_read()
    {
        await Until.TrueAsync(async () => (await RunsAsync("?work=process-complaints")).Sum(r => Number(r, "read")) == 3);
        Assert.All(await RunsAsync("?work=process-complaints"), r => Assert.Equal("process-complaints", Text(r, "work")));
        // None, but at its hour of the night.
        Assert.All(await RunsAsync("?work=verify"), r => Assert.Equal("verify", Text(r, "work")));
        Assert.Empty(await RunsAsync("?state=failed"));
    }

    [Theory]
    [InlineData("/api/v1/pipeline/runs?state=sleeping", "state")]
    [InlineData("/api/v1/pipeline/runs?limit=0", "limit")]
    [InlineData("/api/v1/pipeline/runs?works=verify", "works")]
    [InlineData("/api/v1/pipeline/deadletters?channel=sms", "channel")]
    [InlineData("/api/v1/pipeline/deadletters?limit=501", "limit")]
    public async Task A_wrong_parameter_is_named(string url, string field)
    {
        var answer = await _api.GetAsync(url);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Strangers_learn_only_whether_it_is_well_and_administrators_every_probe()
    {
        using var stranger = _host.Browser();
        Assert.Equal("alive", await stranger.GetStringAsync("/alive"));
        var words = await stranger.GetFromJsonAsync<JsonElement>("/health");
        Assert.Equal(["status"], words.EnumerateObject().Select(p => p.Name));
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/health/detail")).StatusCode);

        var probes = (await GetAsync("/health/detail")).GetProperty("checks").EnumerateArray().ToDictionary(p => Text(p, "name")!, p => Text(p, "state"));
        Assert.Equal(["Database", "Disk", "Queue", "Raw zone", "Scheduler"], probes.Keys.Where(n => n is "Database" or "Disk" or "Queue" or "Raw zone" or "Scheduler").Order(StringComparer.Ordinal));
        Assert.Equal(("ok", "ok"), (probes["Database"], probes["Raw zone"]));
    }

    [Fact]
    public async Task Metrics_count_what_was_answered_and_are_not_for_strangers()
    {
        using var stranger = _host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/metrics")).StatusCode);
        // What is in flight is sampled now and then.
        await Until.TrueAsync(async () => (await _api.GetStringAsync("/metrics")).Contains("beejan_queue_depth{source=\"web-form\"} 0\n", StringComparison.Ordinal));
        Assert.Contains("# TYPE beejan_ingest_records_total counter\n", await _api.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    private async Task<List<JsonElement>> RunsAsync(string query) => [.. (await GetAsync("/api/v1/pipeline/runs" + query)).GetProperty("items").EnumerateArray()];

    private Task<JsonElement> GetAsync(string url) => _api.GetFromJsonAsync<JsonElement>(url);

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static long Number(JsonElement of, string name) => of.GetProperty(name).GetInt64();

    /// <summary>One running program for all tests of the class.</summary>
    public abstract class House(bool postgres) : IAsyncLifetime
    {
        public ConsoleHost Host { get; } = ConsoleHost.On(postgres);

        public async Task InitializeAsync()
        {
            using var api = Host.Api();
            await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "w-1", phone = "08031234567", message = "no network in Ikeja" });
            await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "w-1", phone = "08031234567", message = "no network in Ikeja" });
            await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "w-2", phone = "08031234567", message = "my balance was deducted" });
            await api.PostAsJsonAsync("/api/v1/intake/web-form", new { submissionId = "w-3", phone = "08031234567", message = "" });
            await Until.TrueAsync(async () => (await api.GetFromJsonAsync<JsonElement>("/api/v1/pipeline/balance")).GetProperty("inFlight").GetInt64() == 0);
        }

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}

public sealed class OperationsApiOnSqliteTests(OperationsApiOnSqliteTests.Sqlite house) : OperationsApiTests(house), IClassFixture<OperationsApiOnSqliteTests.Sqlite>
{
    public sealed class Sqlite() : House(postgres: false);
}

public sealed class OperationsApiOnPostgresTests(OperationsApiOnPostgresTests.Postgres house) : OperationsApiTests(house), IClassFixture<OperationsApiOnPostgresTests.Postgres>
{
    public sealed class Postgres() : House(postgres: true);
}
