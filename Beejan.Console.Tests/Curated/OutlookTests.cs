using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Beejan.Tests.Curated;

/// <summary>
/// Ten weeks in which every hour of a week has its own number, with one outage in Delta and one silent hour, on both databases. It is 20
/// November 2026, 10:30 UTC.
/// </summary>
public abstract class OutlookTests(CuratedBench bench) : IAsyncLifetime
{
    private const int Weeks = 10;
    private static readonly DateTimeOffset OutageStart = new(2026, 11, 18, 7, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Silent = new(2026, 11, 17, 12, 0, 0, TimeSpan.Zero);

    private Outlook Outlook => new(bench.Database, bench.Clock, []);

    public async Task InitializeAsync() => await bench.Database.WriteAsync(async (db, ct) =>
    {
        if (await db.Set<RollupRow>().AnyAsync(ct))
        {
            return 0;
        }
        var now = bench.Clock.Now.ToUnixTimeSeconds() / 3600;
        for (var hour = now - (Weeks * Season.Week); hour < now; hour++)
        {
            var at = DateTimeOffset.FromUnixTimeSeconds(hour * 3600);
            var usual = at == Silent ? 0 : Usual(hour);
            var extra = at >= OutageStart && at < OutageStart.AddHours(3) ? 60 : 0;
            db.AddRange(
                Rollup(hour, Dimension.Channel, Channels.Web, Categories.Network, usual + extra), Rollup(hour, Dimension.Channel, Channels.Web, Categories.Billing, usual),
                Rollup(hour, Dimension.State, "Delta", Categories.Network, (usual / 10) + extra), Rollup(hour, Dimension.State, "Lagos", Categories.Network, usual));
        }
        return await db.SaveChangesAsync(ct);
    }, default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_week_that_always_repeats_itself_is_told_exactly()
    {
        var forecast = await Outlook.ForecastAsync(48, Categories.Billing, default);
        Assert.Equal(8, forecast.Weeks);
        Assert.Equal(48, forecast.Points.Count);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 11, 0, 0, TimeSpan.Zero), forecast.Points[0].At);
        // The one silent hour lowers the level by its share of the week, and that is all.
        Assert.InRange(forecast.Level!.Value, 0.99, 1);
        Assert.All(forecast.Points, p => Assert.Equal(Usual(p.At.ToUnixTimeSeconds() / 3600) * forecast.Level!.Value, p.Expected, 0.1));
        Assert.All(forecast.Points, p => Assert.True(p.Low < p.Expected && p.Expected < p.High));
        Assert.Equal(Season.Week, forecast.Backtest!.Hours);
        Assert.InRange(forecast.Backtest.Error, 0, 0.01);
        Assert.InRange(forecast.Backtest.Inside, 0.99, 1);
    }

    [Fact]
    public async Task Hours_that_were_not_as_usual_are_named_and_no_others()
    {
        var strange = await Outlook.AnomaliesAsync(bench.Clock.Now.AddDays(-7), bench.Clock.Now, default);
        var outage = Enumerable.Range(0, 3).Select(h => OutageStart.AddHours(h)).ToList();
        Assert.Equal(outage.OrderDescending(), strange.Where(a => a is { Category: Categories.Network, Kind: "more" }).Select(a => a.At));
        Assert.Equal([Categories.Billing, Categories.Network, null], strange.Where(a => a.Kind == "fewer").Select(a => a.Category).OrderBy(c => c ?? "~", StringComparer.Ordinal));
        Assert.All(strange.Where(a => a.Kind == "fewer"), a => Assert.Equal((Silent, 0), (a.At, a.Count)));
        Assert.DoesNotContain(strange, a => a.Category == Categories.Other);
    }

    [Fact]
    public async Task While_complaints_are_being_loaded_no_hour_is_said_to_have_fewer_and_more_is_still_told()
    {
        var outlook = new Outlook(bench.Database, bench.Clock, [new Load(null), new Load("90 days")]);
        var strange = await outlook.AnomaliesAsync(bench.Clock.Now.AddDays(-7), bench.Clock.Now, default);
        Assert.Equal("90 days", await outlook.LoadingAsync(default));
        Assert.Contains(strange, a => a.Kind == "more");
        Assert.DoesNotContain(strange, a => a.Kind == "fewer");
        Assert.Null(await Outlook.LoadingAsync(default));
    }

    [Fact]
    public async Task An_hour_lies_within_what_is_usual_exactly_when_it_is_no_anomaly()
    {
        var (from, to) = (bench.Clock.Now.AddDays(-7), bench.Clock.Now);
        var usual = await Outlook.HoursAsync(from, to, default);
        var strange = (await Outlook.AnomaliesAsync(from, to, default)).Where(a => a.Category is null).Select(a => a.At).Order();
        var series = await new Figures(bench.Database, bench.Clock).SeriesAsync(from, to, Bucket.Hour, null, default);
        Assert.All(series, p => Assert.True(usual[p.At].Low <= usual[p.At].Expected && usual[p.At].Expected <= usual[p.At].High));
        Assert.Equal(strange, series.Where(p => p.At < bench.Clock.Now.AddHours(-1) && (p.Count > usual[p.At].High || p.Count < usual[p.At].Low)).Select(p => p.At));
        Assert.Empty(await Outlook.HoursAsync(bench.Clock.Now.AddDays(-70), bench.Clock.Now.AddDays(-69), default));
    }

    [Fact]
    public async Task An_outage_is_one_incident_of_its_state_with_what_was_to_be_expected()
    {
        var incident = Assert.Single(await Outlook.IncidentsAsync(bench.Clock.Now.AddDays(-7), bench.Clock.Now, default));
        Assert.Equal(("INC-2026111808-delta", "Delta", false), (incident.Id, incident.State, incident.Open));
        Assert.Equal((OutageStart, OutageStart.AddHours(3)), (incident.From, incident.To));
        var usual = Enumerable.Range(0, 3).Sum(h => Usual(OutageStart.AddHours(h).ToUnixTimeSeconds() / 3600) / 10);
        Assert.Equal((usual + 180, usual), (incident.Complaints, (long)incident.Expected));
        Assert.Equal("category=Network&state=Delta&from=2026-11-18T07:00:00Z&to=2026-11-18T10:00:00Z", incident.Query);
        Assert.Empty(await Outlook.IncidentsAsync(bench.Clock.Now.AddDays(-1), bench.Clock.Now, default));
    }

    [Fact]
    public async Task An_incident_whose_last_hour_is_this_one_or_the_one_before_goes_on()
    {
        var now = bench.Clock.Now;
        bench.Clock.Now = OutageStart.AddHours(3).AddMinutes(20);
        try
        {
            Assert.True(Assert.Single(await Outlook.IncidentsAsync(OutageStart.AddHours(-5), bench.Clock.Now, default)).Open);
        }
        finally
        {
            bench.Clock.Now = now;
        }
    }

    [Theory]
    [InlineData("INC-2026111808-delta")]
    [InlineData("INC-2026111806-delta")]   // late complaints moved its first hour
    [InlineData("INC-2026111810-delta")]
    public async Task An_incident_is_found_by_its_id_with_the_hours_around_it(string id)
    {
        var story = (await Outlook.IncidentAsync(id, default))!;
        Assert.Equal(("INC-2026111808-delta", OutageStart, OutageStart.AddHours(3)), (story.Incident.Id, story.Incident.From, story.Incident.To));
        Assert.Equal(Enumerable.Range(-6, 15).Select(h => OutageStart.AddHours(h)), story.Hours.Select(h => h.At));
        Assert.Equal([OutageStart, OutageStart.AddHours(1), OutageStart.AddHours(2)], story.Hours.Where(h => h.Count > h.Usual!.High).Select(h => h.At));
        Assert.Equal(story.Incident.Complaints, story.Hours.Where(h => h.At >= OutageStart && h.At < OutageStart.AddHours(3)).Sum(h => h.Count));
    }

    [Theory]
    [InlineData("INC-2026111808-lagos")]
    [InlineData("INC-2026111908-delta")]
    [InlineData("INC-2026111708-delta")]
    [InlineData("INC-2027111808-delta")]
    [InlineData("INC-2026139908-delta")]
    [InlineData("INC-0001010100-delta")]
    [InlineData("INC-2026111808")]
    [InlineData("INC-")]
    [InlineData("")]
    public async Task An_id_of_no_incident_finds_none(string id) => Assert.Null(await Outlook.IncidentAsync(id, default));

    [Fact]
    public void Two_weeks_say_something_and_one_does_not()
    {
        var season = new Season(new Dictionary<long, long> { [1000] = 7, [1000 + Season.Week] = 9 }, 1000);
        Assert.Null(season.Of(1000 + Season.Week));
        Assert.Equal(8, season.Of(1000 + (2 * Season.Week))!.Value.Median);
    }

    /// <summary>20 at night to 66 by day, another number each hour of the week.</summary>
    private static long Usual(long hour) => 20 + (hour % Season.Week * 11 % 47);

    private static RollupRow Rollup(long hour, Dimension dimension, string value, string category, long count) =>
        new() { Hour = hour, Dimension = (int)dimension, Value = value, Category = category, Count = count };

    private sealed class Load(string? what) : ILoading
    {
        public ValueTask<string?> NowAsync(CancellationToken ct) => ValueTask.FromResult(what);
    }
}

public sealed class OutlookOnSqliteTests(CuratedBench bench) : OutlookTests(bench), IClassFixture<CuratedBench>;

public sealed class OutlookOnPostgresTests(CuratedOnPostgres bench) : OutlookTests(bench), IClassFixture<CuratedOnPostgres>;
