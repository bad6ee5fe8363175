using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Tests.Benchmarks;
using Beejan.Tests.Curated;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Serving.Reports;

public abstract class ReportTests(bool postgres) : IAsyncLifetime
{
    private readonly ReportsBench _bench = new(postgres);

    public async Task InitializeAsync()
    {
        await _bench.InitializeAsync();
        await _bench.PutAsync(
            new CustomerRow { Id = 7, Msisdn = "+2348031234567" },
            // Resolved on time, late, open in time, open overdue; the last is of the day before in Lagos.
            Row(1, "2026-11-18T23:00:00Z", resolvedAfter: 2, sentiment: -1),
            Row(2, "2026-11-19T08:00:00Z", resolvedAfter: 30, sentiment: 0),
            Row(3, "2026-11-19T12:00:00Z", change: r => (r.Category, r.Team, r.Subcategory) = (Categories.Billing, "Billing", "BIL-DED")),
            Row(4, "2026-11-19T09:00:00Z", change: r => r.DueAt = r.ReportedAt.AddHours(1)),
            Row(5, "2026-11-18T22:59:59Z", resolvedAfter: 24));
    }

    public Task DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_complaints_report_holds_exactly_the_rows_of_the_period_and_their_totals()
    {
        var (exit, answer) = await _bench.CallAsync("report", "complaints", "--from", "2026-11-19", "--to", "2026-11-19", "--out", _bench.File("c.xlsx"));

        var sheets = ReadBack.Sheets(_bench.File("c.xlsx"), headings: 0);
        Assert.Equal((0, 4, 3), (exit, answer.GetProperty("rows").GetInt32(), answer.GetProperty("sheets").GetInt32()));
        Assert.Equal(["Summary", "Detail", "About"], sheets.Keys);
        Assert.Equal([1d, 2d, 4d, 3d], sheets["Detail"].Skip(1).Select(r => r[1]));
        Assert.Equal(4d, Value(sheets["Summary"], "All"));
        Assert.Equal(3d, Value(sheets["Summary"], "Network"));
        Assert.Equal(1d, Value(sheets["Summary"], "Billing"));
        // In people's words, with the key that the rows of the detail have.
        Assert.Equal((3d, 1d), (Value(sheets["Summary"], "No network / outage (NET-OUT)"), Value(sheets["Summary"], "BIL-DED")));
        Assert.Equal((4d, 2d), (Value(sheets["Summary"], "SMS"), Value(sheets["Summary"], "New")));
        Assert.Equal(1d, Value(sheets["Summary"], "Resolved on time"));
        Assert.Equal(1d, Value(sheets["Summary"], "Resolved late"));
        Assert.Equal(1d, Value(sheets["Summary"], "Open, overdue"));
        Assert.Equal(1d, Value(sheets["Summary"], "Open, in time"));
        Assert.Equal(4d, Value(sheets["About"], "Rows"));
        Assert.Equal("19 Nov 2026", Value(sheets["About"], "Period"));
        Assert.Equal(4d, Value(sheets["About"], "Complaints counted before"));
    }

    [Fact]
    public async Task The_daily_summary_counts_what_came_and_what_was_resolved_that_day()
    {
        await _bench.CallAsync("report", "daily-summary", "--from", "2026-11-18", "--to", "2026-11-20", "--out", _bench.File("d.xlsx"));

        var sheets = ReadBack.Sheets(_bench.File("d.xlsx"));
        Assert.Equal(["Summary", "By category", "By team", "About"], sheets.Keys);
        var network = sheets["By category"].Where(r => "Network".Equals(r[1])).ToDictionary(r => ((DateTime)r[0]!).Day);
        Assert.Equal([1d, 0d], network[18][2..4]);            // number 5, resolved the next day
        Assert.Equal([3d, 2d, 1d], network[19][2..5]);        // number 1 and number 5, both on time
        Assert.Equal(-1d / 3, (double)network[19][5]!, 6);
        Assert.Equal([0d, 1d, 0d], network[20][2..5]);        // number 2, late
        Assert.Null(network[20][5]);
    }

    [Fact]
    public async Task The_service_levels_show_each_team_beside_its_clock()
    {
        await _bench.CallAsync("report", "sla", "--from", "2026-11-19", "--to", "2026-11-19", "--out", _bench.File("s.xlsx"));

        var row = ReadBack.Sheets(_bench.File("s.xlsx"))["Detail"].Single(r => "NOC".Equals(r[0]));
        Assert.Equal("NET-OUT", row[1]);
        Assert.False(string.IsNullOrEmpty((string?)row[2]));
        Assert.Equal([3d, 2d, 0.5, 1d, 1d, 16d], row[3..9]);
    }

    [Fact]
    public async Task An_empty_period_makes_a_whole_workbook()
    {
        foreach (var slug in _bench.Services.GetServices<Beejan.Serving.Reports.IReport>().Select(r => r.Slug))
        {
            var (_, answer) = await _bench.CallAsync("report", slug, "--from", "2020-01-01", "--to", "2020-01-02", "--out", _bench.File("e.xlsx"));
            Assert.Equal(0, answer.GetProperty("rows").GetInt32());
            Assert.Equal("About", ReadBack.Sheets(_bench.File("e.xlsx")).Keys.Last());
        }
    }

    [Fact]
    public async Task A_preview_is_the_beginning_of_what_is_built()
    {
        foreach (var report in _bench.Services.GetServices<Beejan.Serving.Reports.IReport>())
        {
            var query = new Beejan.Serving.Reports.ReportQuery(Guid.NewGuid(), DateTimeOffset.Parse("2026-11-18T23:00:00Z"), DateTimeOffset.Parse("2026-11-19T23:00:00Z"), new ComplaintFilter(), "ada");
            var preview = await report.PreviewAsync(query, 2, default);
            await using var stream = File.Create(_bench.File("p.xlsx"));
            var built = await report.BuildAsync(query, stream, new Progress<Beejan.Serving.Reports.ReportProgress>(), default);
            Assert.Equal(built.Rows, preview.Count);
            Assert.Equal(Math.Min(2, built.Rows), preview.Rows.Count);
            Assert.All(preview.Rows, r => Assert.Equal(preview.Columns.Count, r.Count));
        }
    }

    private static ComplaintRow Row(long id, string at, double? resolvedAfter = null, float sentiment = 0, Action<ComplaintRow>? change = null) => CuratedBench.Row(id, at, r =>
    {
        r.Sentiment = sentiment;
        if (resolvedAfter is { } hours)
        {
            (r.ResolvedAt, r.Status, r.IsOpen) = (r.ReportedAt.AddHours(hours), Statuses.Resolved, false);
        }
        change?.Invoke(r);
    });

    /// <summary>The cell to the right of the one with this text.</summary>
    private static object? Value(IEnumerable<object?[]> rows, string label) =>
        rows.SelectMany(r => r.Zip(r.Skip(1))).First(pair => label.Equals(pair.First)).Second;
}

public sealed class ReportOnSqliteTests() : ReportTests(postgres: false);

public sealed class ReportOnPostgresTests() : ReportTests(postgres: true);
