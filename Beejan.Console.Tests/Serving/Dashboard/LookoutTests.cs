using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Serving.Dashboard;
using Beejan.Ui;
using Xunit;

namespace Beejan.Tests.Serving.Dashboard;

public sealed class LookoutTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 10, 30, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Nine = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    private readonly ManualClock _clock = new(Now);
    private readonly ToldOutlook _told = new();

    [Fact]
    public async Task Outages_come_first_and_one_that_was_over_long_ago_is_left_out()
    {
        _told.Incidents = [ToldOutlook.Outage("Kano", Now.AddHours(-1), null), ToldOutlook.Outage("Delta", Now.AddHours(-3), Now.AddHours(-2)), ToldOutlook.Outage("Osun", Now.AddHours(-20), Now.AddHours(-15))];
        _told.Anomalies = [new Anomaly(Nine, Categories.Billing, "more", 90, 30, 7)];
        var found = await new Lookout(_told, _clock).ReadAsync(Period.Usual, default);
        Assert.Equal(["Network in Kano", "Network in Delta", "Billing: more"], found.Standouts.Select(s => s.Name));
        Assert.Equal([Tones.Bad, Tones.Neutral, Tones.Warn], found.Standouts.Select(s => s.Tone));
        Assert.Null(found.Standouts[0].To);
        Assert.Equal("category=Billing&from=2026-11-20T09:00:00Z&to=2026-11-20T10:00:00Z", found.Standouts[2].Query);
    }

    [Fact]
    public async Task Of_each_category_the_newest_hour_is_named_and_all_together_only_where_no_category_tells_why()
    {
        _told.Anomalies =
        [
            new Anomaly(Nine, null, "more", 200, 90, 8), new Anomaly(Nine, Categories.Billing, "more", 90, 30, 7),
            new Anomaly(Nine.AddHours(-1), Categories.Billing, "more", 80, 30, 6), new Anomaly(Nine.AddHours(-2), null, "fewer", 3, 60, 7),
        ];
        var found = await new Lookout(_told, _clock).ReadAsync(Period.Usual, default);
        Assert.Equal([("Billing: more", 90L), ("All complaints: fewer", 3L)], found.Standouts.Select(s => (s.Name, s.Count)));
    }

    [Fact]
    public async Task The_weeks_are_read_once_a_minute_however_often_pages_move()
    {
        var lookout = new Lookout(_told, _clock);
        await lookout.ReadAsync(Period.Usual, default);
        _clock.Advance(TimeSpan.FromSeconds(59));
        await lookout.ReadAsync(Period.Usual, default);
        Assert.Equal(1, _told.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await lookout.ReadAsync(Period.Usual, default);
        Assert.Equal(2, _told.Asked);
        await lookout.ReadAsync(Period.Of("7d"), default);
        Assert.Equal(3, _told.Asked);
    }

    [Fact]
    public async Task Without_weeks_before_it_nothing_can_stand_out_and_the_page_knows()
    {
        Assert.False((await new Lookout(_told, _clock).ReadAsync(Period.Usual, default)).EnoughPast);
        _told.Hours = new Dictionary<DateTimeOffset, UsualHour> { [Nine] = new(30, 10, 50) };
        Assert.True((await new Lookout(_told, _clock).ReadAsync(Period.Usual, default)).EnoughPast);
    }

    [Fact]
    public async Task What_is_being_loaded_is_told_until_it_is_in()
    {
        _told.Loading = "90 days";
        var lookout = new Lookout(_told, _clock);
        Assert.Equal("90 days", (await lookout.ReadAsync(Period.Usual, default)).Loading);
        _told.Loading = null;
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null((await lookout.ReadAsync(Period.Usual, default)).Loading);
    }
}
