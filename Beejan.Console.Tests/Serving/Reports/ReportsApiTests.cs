using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Beejan.Curated;
using Beejan.Storage;
using Beejan.Tests.Curated;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

/// <summary>A report is asked for, built in the background and downloaded, all over HTTP, on both databases.</summary>
public abstract class ReportsApiTests(ReportsApiTests.House house)
{
    private readonly HttpClient _api = house.Host.Api();

    [Fact]
    public async Task The_catalogue_names_every_report_and_where_it_is_asked_for()
    {
        var items = (await _api.GetFromJsonAsync<JsonElement>("/api/v1/reports")).GetProperty("items").EnumerateArray().ToList();
        Assert.Subset(items.Select(i => i.GetProperty("slug").GetString()!).ToHashSet(), new HashSet<string> { "complaints", "daily-summary", "sla" });
        Assert.All(items, i => Assert.Equal($"/api/v1/reports/{i.GetProperty("slug").GetString()}/runs", i.GetProperty("runs").GetString()));
    }

    [Fact]
    public async Task A_run_is_accepted_built_and_its_file_has_the_hash_that_is_told()
    {
        var asked = await _api.PostAsJsonAsync("/api/v1/reports/complaints/runs", new { from = "2026-11-01", to = "2026-11-30", state = new[] { "Kano" } });
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);

        var done = await DoneAsync(asked.Headers.Location!);

        Assert.Equal(("done", 3L, "state=Kano"), (Text(done, "state"), done.GetProperty("rows").GetInt64(), Text(done, "filter")));
        var answer = await _api.GetAsync(Text(done, "file"));
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Text(done, "sha256"), Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())));
        Assert.Equal($"\"{Text(done, "sha256")}\"", answer.Headers.ETag?.Tag);
    }

    [Fact]
    public async Task A_download_that_broke_off_goes_on_where_it_stopped()
    {
        var asked = await _api.PostAsJsonAsync("/api/v1/reports/sla/runs", new { from = "2026-11-01", to = "2026-11-30" });
        var file = Text(await DoneAsync(asked.Headers.Location!), "file");
        var whole = await _api.GetByteArrayAsync(file);
        var request = new HttpRequestMessage(HttpMethod.Get, file) { Headers = { Range = new RangeHeaderValue(100, null) } };
        var rest = await _api.SendAsync(request);
        Assert.Equal(HttpStatusCode.PartialContent, rest.StatusCode);
        Assert.Equal(whole[100..], await rest.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("{\"from\":\"2026-11-20\",\"to\":\"2026-11-01\"}", "to")]
    [InlineData("{\"from\":\"soon\",\"to\":\"2026-11-01\"}", "from")]
    [InlineData("{\"from\":\"2026-11-01\",\"to\":\"2026-11-02\",\"priority\":\"P9\"}", "priority")]
    [InlineData("{\"from\":\"2026-11-01\",\"to\":\"2026-11-02\",\"colour\":\"red\"}", "colour")]
    public async Task A_question_that_is_not_clear_names_the_field(string body, string field)
    {
        var answer = await _api.PostAsync("/api/v1/reports/complaints/runs", new StringContent(body));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        Assert.True(errors.TryGetProperty(field, out _), errors.GetRawText());
    }

    [Fact]
    public async Task What_is_not_there_is_404_and_what_is_not_JSON_400_each_with_its_code()
    {
        Assert.Equal((404, "report.unknown"), await RefusalAsync(await _api.PostAsJsonAsync("/api/v1/reports/gone/runs", new { })));
        Assert.Equal((404, "run.unknown"), await RefusalAsync(await _api.GetAsync($"/api/v1/reports/sla/runs/{Guid.NewGuid()}")));
        Assert.Equal((404, "run.unknown"), await RefusalAsync(await _api.GetAsync($"/api/v1/reports/sla/runs/{Guid.NewGuid()}/file")));
        Assert.Equal((400, "body.malformed"), await RefusalAsync(await _api.PostAsync("/api/v1/reports/sla/runs", new StringContent("from=2026"))));
    }

    [Fact]
    public async Task A_run_that_has_ended_cannot_be_cancelled()
    {
        var asked = await _api.PostAsJsonAsync("/api/v1/reports/sla/runs", new { from = "2026-11-01", to = "2026-11-02" });
        await DoneAsync(asked.Headers.Location!);
        Assert.Equal((409, "run.ended"), await RefusalAsync(await _api.DeleteAsync(asked.Headers.Location)));
    }

    [Fact]
    public async Task Strangers_ask_for_nothing()
    {
        using var stranger = house.Host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.PostAsJsonAsync("/api/v1/reports/sla/runs", new { })).StatusCode);
    }

    private async Task<JsonElement> DoneAsync(Uri run)
    {
        var last = default(JsonElement);
        await Until.TrueAsync(async () => Text(last = await _api.GetFromJsonAsync<JsonElement>(run), "state") is "done" or "failed");
        return last;
    }

    private static async Task<(int Status, string? Code)> RefusalAsync(HttpResponseMessage answer) =>
        ((int)answer.StatusCode, Text(await answer.Content.ReadFromJsonAsync<JsonElement>(), "code"));

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    /// <summary>One running program for all tests of the class.</summary>
    public abstract class House(bool postgres) : IAsyncLifetime
    {
        public ConsoleHost Host { get; } = ConsoleHost.On(postgres);

        public Task InitializeAsync() => Host.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            db.AddRange(Enumerable.Range(1, 7).Select(i => CuratedBench.Row(i, $"2026-11-{i:00}T08:00:00Z", r => r.State = i % 2 == 0 ? "Kano" : "Lagos")));
            db.Add(new CustomerRow { Id = 7, Msisdn = "+2348031234567" });
            return await db.SaveChangesAsync(ct);
        }, default);

        public async Task DisposeAsync() => await Host.DisposeAsync();
    }
}

public sealed class ReportsApiOnSqliteTests(ReportsApiOnSqliteTests.Sqlite house) : ReportsApiTests(house), IClassFixture<ReportsApiOnSqliteTests.Sqlite>
{
    public sealed class Sqlite() : House(postgres: false);
}

public sealed class ReportsApiOnPostgresTests(ReportsApiOnPostgresTests.Postgres house) : ReportsApiTests(house), IClassFixture<ReportsApiOnPostgresTests.Postgres>
{
    public sealed class Postgres() : House(postgres: true);
}
