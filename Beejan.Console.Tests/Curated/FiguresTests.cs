using Beejan.Contracts;
using Beejan.Curated;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Curated;

/// <summary>Now is 20 November 2026, 10:30 UTC: 11:30 in Lagos, whose day began on the 19th at 23:00 UTC.</summary>
public abstract class FiguresTests(CuratedBench bench) : IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (await bench.Complaints.LastIdAsync(default) == 0)
        {
            await bench.PutAsync(
                Row(1, "2026-11-19T22:59:59Z", r => r.Sentiment = -1),                        // still yesterday in Lagos
                Row(2, "2026-11-19T23:00:00Z", r => { r.Sentiment = -0.5f; r.Priority = 1; }), // today's first second
                Row(3, "2026-11-20T10:29:30Z", r => { r.Sentiment = 0.5f; r.Category = Categories.Billing; r.Channel = Channels.Phone; r.DueAt = r.ReportedAt.AddHours(2); }),
                Row(4, "2026-11-20T10:29:59Z", r => { r.Priority = 2; r.State = null; }),
                Row(5, "2026-11-19T10:29:00Z", r => r.DueAt = r.ReportedAt.AddHours(1)),      // yesterday before this time of day; breached
                Row(6, "2026-11-19T10:31:00Z", Resolved(hours: 3)),                           // yesterday after it
                Row(7, "2026-11-14T09:00:00Z", Resolved(hours: 30)),                          // late
                Row(8, "2026-10-01T09:00:00Z", Resolved(hours: 2)));                          // resolved before the week
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_summary_counts_by_the_day_of_Lagos()
    {
        var s = await bench.Figures.SummaryAsync(default);
        Assert.Equal((5, 1, 1, 2), (s.Open, s.Breached, s.DueSoon, s.Urgent));
        Assert.Equal((3, 1), (s.NewToday, s.NewYesterdaySameTime));
        Assert.Equal((2, 0.5), (s.ResolvedLast7Days, s.OnTimeLast7Days));
        Assert.Equal(0, s.SentimentToday!.Value, 6);
        Assert.Equal(-1 / 7d, s.SentimentLast7Days!.Value, 6);
    }

    [Theory]
    [InlineData("status=open", nameof(Summary.Open))]
    [InlineData("sla=breached", nameof(Summary.Breached))]
    [InlineData("sla=soon", nameof(Summary.DueSoon))]
    [InlineData("status=open&priority=P1,P2", nameof(Summary.Urgent))]
    [InlineData("from=today", nameof(Summary.NewToday))]
    [InlineData("resolvedFrom=7d", nameof(Summary.ResolvedLast7Days))]
    public async Task A_tile_and_the_list_behind_it_say_the_same_number(string query, string member)
    {
        var pairs = System.Web.HttpUtility.ParseQueryString(query);
        var filter = Beejan.Curated.Reading.ComplaintFilterQuery.Parse(pairs.AllKeys.Select(k => KeyValuePair.Create(k!, pairs[k])), bench.Clock.Now).Filter;
        var shown = typeof(Summary).GetProperty(member)!.GetValue(await bench.Figures.SummaryAsync(default));
        Assert.Equal(shown, (long)await bench.Complaints.CountAsync(filter, default));
    }

    [Fact]
    public async Task Days_begin_at_midnight_in_Lagos_and_empty_ones_are_there()
    {
        var days = await bench.Figures.SeriesAsync(DateTimeOffset.Parse("2026-11-17T23:00:00Z"), bench.Clock.Now, Bucket.Day, null, default);
        Assert.Equal(["2026-11-17T23:00", "2026-11-18T23:00", "2026-11-19T23:00"], days.Select(d => d.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm")));
        Assert.Equal([0, 3, 3], days.Select(d => d.Count));
    }

    [Fact]
    public async Task Minutes_come_from_rows_and_keep_to_the_category()
    {
        var now = bench.Clock.Now;
        var all = await bench.Figures.SeriesAsync(now.AddMinutes(-60), now, Bucket.Minute, null, default);
        Assert.Equal(60, all.Count);
        Assert.Equal((now.AddMinutes(-1), 2L), (all[^1].At, all[^1].Count));
        var billing = await bench.Figures.SeriesAsync(now.AddMinutes(-60), now, Bucket.Minute, Categories.Billing, default);
        Assert.Equal(1, billing.Sum(p => p.Count));
    }

    [Fact]
    public async Task A_mix_adds_up_to_the_series_and_keeps_the_unknown()
    {
        var (from, to) = (DateTimeOffset.Parse("2026-11-19T23:00:00Z"), bench.Clock.Now);
        var hours = await bench.Figures.SeriesAsync(from, to, Bucket.Hour, null, default);
        var states = await bench.Figures.MixAsync(Dimension.State, from, to, default);
        Assert.Equal(12, hours.Count);
        Assert.Equal(hours.Sum(h => h.Count), states.Sum(c => c.Count));
        Assert.Contains(states, c => c is { Value: "", Count: 1, Urgent: 1 });
    }

    [Fact]
    public async Task An_empty_database_has_figures_too()
    {
        var empty = new CuratedBench(bench.Postgres);
        await empty.InitializeAsync();
        var s = await empty.Figures.SummaryAsync(default);
        Assert.Equal((0, 0, null, null), (s.Open, s.NewToday, s.OnTimeLast7Days, s.SentimentToday));
        await empty.DisposeAsync();
    }

    private static Action<ComplaintRow> Resolved(int hours) => r =>
    {
        r.Status = Statuses.Resolved;
        r.IsOpen = false;
        r.ResolvedAt = r.ReportedAt.AddHours(hours);
    };
}

public sealed class FiguresOnSqliteTests(CuratedBench bench) : FiguresTests(bench), IClassFixture<CuratedBench>;

public sealed class FiguresOnPostgresTests(CuratedOnPostgres bench) : FiguresTests(bench), IClassFixture<CuratedOnPostgres>;
