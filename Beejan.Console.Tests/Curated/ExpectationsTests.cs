using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Xunit;
using static Beejan.Tests.Curated.CuratedBench;

namespace Beejan.Tests.Curated;

/// <summary>Now is 20 November 2026, 10:30 UTC. In each of the fourteen days before, Lagos brought four network complaints between 6 and 10 o'clock and one at 10:10.</summary>
public abstract class ExpectationsTests(CuratedBench bench) : IAsyncLifetime
{
    private const int QuietDays = 14;
    private long _id;

    public async Task InitializeAsync()
    {
        if (await bench.Complaints.LastIdAsync(default) == 0)
        {
            await bench.PutAsync([.. Enumerable.Range(1, QuietDays).SelectMany(back => Morning(bench.Clock.Now.Date.AddDays(-back), "Lagos", 4))]);
            // A past outage among the days is not what is usual.
            await bench.PutAsync([.. Burst(bench.Clock.Now.Date.AddDays(-3).AddHours(8), "Lagos", 200)]);
            await bench.PutAsync([.. Burst(bench.Clock.Now.Date.AddHours(8), "Lagos", 30)]);
            // New to the state, but too few to speak of.
            await bench.PutAsync([.. Burst(bench.Clock.Now.Date.AddHours(8), "Yobe", 9)]);
            // Unknown places are no place that could stand out.
            await bench.PutAsync([.. Burst(bench.Clock.Now.Date.AddHours(8), null, 40, "DAT-SLO")]);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_burst_stands_out_against_the_same_hours_of_the_days_before()
    {
        var found = await Read().StandoutsAsync(default);
        Assert.True(found.EnoughPast);
        Assert.Equal(DateTimeOffset.Parse("2026-11-20T05:00:00Z"), found.From);
        var lagos = Assert.Single(found.Spikes, s => s.Dimension == Dimension.State);
        Assert.Equal(("Lagos", Categories.Network, 30), (lagos.Value, lagos.Category, lagos.Count));
        // Four, and half of the one in the hour that is half over.
        Assert.Equal(4.5, lagos.Usual.Middle);
        Assert.Contains(found.Spikes, s => s.Dimension == Dimension.Subcategory && s.Value == "DAT-SLO" && s.Count == 40);
    }

    [Fact]
    public async Task Hours_are_expected_as_the_same_hour_of_the_days_before_was()
    {
        var hours = await Read().HoursAsync(DateTimeOffset.Parse("2026-11-20T05:00:00Z"), DateTimeOffset.Parse("2026-11-20T08:00:00Z"), default);
        Assert.Equal([0d, 1, 1], hours.Select(h => h!.Value.Middle));
        Assert.All(hours, h => Assert.True(h!.Value.Low >= 0 && h.Value.High >= h.Value.Middle));
    }

    [Fact]
    public async Task With_less_than_a_week_of_complaints_nothing_is_told()
    {
        var early = new Expectations(bench.Database, new StandingClock(bench.Clock.Now.AddDays(-9)));
        var found = await early.StandoutsAsync(default);
        Assert.False(found.EnoughPast);
        Assert.Empty(found.Spikes);
        Assert.All(await early.HoursAsync(bench.Clock.Now.AddDays(-9).AddHours(-2), bench.Clock.Now.AddDays(-9), default), h => Assert.Null(h));
    }

    [Theory]
    [InlineData(3.0, 0, 8.196)]
    [InlineData(100.0, 70, 130)]
    public void Chance_is_never_less_than_counting_varies(double everyDay, double low, double high)
    {
        var usual = Baseline.Of([.. Enumerable.Repeat(everyDay, 14)])!.Value;
        Assert.Equal((everyDay, low, high), (usual.Middle, usual.Low, Math.Round(usual.High, 3)));
    }

    private Expectations Read() => new(bench.Database, bench.Clock);

    private IEnumerable<ComplaintRow> Morning(DateTime day, string state, int hours) =>
        Enumerable.Range(0, hours).Select(i => At(day.AddHours(6 + i), state)).Append(At(day.AddHours(10).AddMinutes(10), state));

    private IEnumerable<ComplaintRow> Burst(DateTime at, string? state, int count, string subcategory = "NET-OUT") =>
        Enumerable.Range(0, count).Select(i => At(at.AddSeconds(i), state, subcategory));

    private ComplaintRow At(DateTime at, string? state, string subcategory = "NET-OUT") => Row(++_id, at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), r =>
    {
        r.State = state;
        r.Subcategory = subcategory;
    });
}

public sealed class ExpectationsOnSqliteTests(CuratedBench bench) : ExpectationsTests(bench), IClassFixture<CuratedBench>;

public sealed class ExpectationsOnPostgresTests(CuratedOnPostgres bench) : ExpectationsTests(bench), IClassFixture<CuratedOnPostgres>;
