using Beejan.Contracts;
using Beejan.Storage;
using Beejan.Workshop.Quality;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class QualityTests
{
    private const int Today = 20_000;
    private static readonly QualityOptions Options = new();

    [Fact]
    public void A_source_that_brings_what_it_always_brings_is_as_usual()
    {
        var standing = Judge([.. Past(), Day(Today, 1010)]);
        Assert.Equal(HealthStates.Ok, standing.State);
        Assert.All(standing.Findings, f => Assert.Equal(HealthStates.Ok, f.State));
    }

    [Theory]
    [InlineData("noState", 300)]
    [InlineData("noCustomer", 200)]
    [InlineData("unsure", 500)]
    public void A_share_of_missing_values_unlike_the_source_s_own_past_is_worth_a_look(string rule, long missing)
    {
        var day = Day(Today, 1000);
        (day.NoState, day.NoCustomer, day.Unsure) = rule switch { "noState" => (missing, 20, 200), "noCustomer" => (50, missing, 200), _ => (50L, 20L, missing) };
        var finding = Judge([.. Past(), day]).Findings.Single(f => f.Rule == rule);
        Assert.Equal((HealthStates.Degraded, "more than in its own past"), (finding.State, finding.Why));
    }

    [Theory]
    [InlineData(49, HealthStates.Ok)]
    [InlineData(60, HealthStates.Degraded)]
    [InlineData(250, HealthStates.Down)]
    public void The_lines_for_dead_letters_hold_without_any_past(long rejected, string state)
    {
        var day = Day(Today, 1000);
        day.Rejected = rejected;
        Assert.Equal(state, Judge([day]).Findings.Single(f => f.Rule == "rejected").State);
    }

    [Fact]
    public void A_source_s_own_line_takes_the_place_of_everybody_s()
    {
        var options = new QualityOptions { Sources = { ["sms"] = new() { ["rejected"] = new QualityLine(1, 2) } } };
        var day = Day(Today, 1000);
        day.Rejected = 25;
        Assert.Equal(HealthStates.Down, QualityJudge.Judge("sms", [day], Today, options)!.State);
        Assert.Equal(HealthStates.Ok, QualityJudge.Judge("email", [day], Today, options)!.State);
    }

    [Theory]
    [InlineData(3000, true, HealthStates.Degraded)]
    [InlineData(200, true, HealthStates.Ok)]     // the day is not over
    [InlineData(200, false, HealthStates.Degraded)]
    public void A_volume_far_from_its_past_is_told_and_a_day_that_goes_on_is_not_called_short(long records, bool goesOn, string state) =>
        Assert.Equal(state, Judge([.. Past(), Day(Today, records)], goesOn ? Today : Today + 1).Findings.Single(f => f.Rule == "volume").State);

    [Fact]
    public void Categories_in_another_mix_than_usual_are_told()
    {
        var day = Day(Today, 1000);
        (day.Network, day.Billing) = (900, 50);
        Assert.Equal(HealthStates.Degraded, Judge([.. Past(), day]).Findings.Single(f => f.Rule == "mix").State);
    }

    [Fact]
    public void Too_few_records_say_nothing() => Assert.Null(QualityJudge.Judge("sms", [Day(Today, 10)], Today, Options));

    [Theory]
    [InlineData("rejectd", 1, 2, "There is no rule 'rejectd'")]
    [InlineData("rejected", 20, 5, "The line of 'rejected'")]
    public void A_setting_that_means_nothing_stops_the_start_and_names_itself(string rule, double warn, double error, string words)
    {
        var options = new QualityOptions { Rules = { [rule] = new QualityLine(warn, error) } };
        Assert.StartsWith(words, Assert.Single(options.Validate(new(options))).ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_judged_is_counted_by_source_and_day_and_counting_again_changes_nothing(bool postgres)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 12, 31, 22, 59, 59, TimeSpan.Zero));
        await using var house = await WorkshopHouse.OpenAsync(postgres, clock);
        await house.ServeAsync("q-1", "No network in Ikeja since morning", "Lagos", "08031230001");
        await house.ServeAsync("q-2", "You took my airtime twice for one bundle", "", "08031230002");
        await house.Raw.RawZone.LandAsync([new RawRecord(new SourceId("web-form"), "q-3", "application/json", "{]"u8.ToArray(), DateTimeOffset.UnixEpoch)], false, default);
        await house.Get<Beejan.Processing.ProcessingWork>().RunAsync(RunId.New(), default);
        var watch = new QualityWatch(house.Get<IDatabase>(), new OptionsWrapper<QualityOptions>(new QualityOptions { LeastRecords = 1 }), clock);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(1, await watch.CountAsync(default));
            var day = await house.Get<IDatabase>().ReadAsync((db, ct) => db.Set<QualityDayRow>().SingleAsync(ct), default);
            Assert.Equal(("web-form", watch.Today, 3L, 1L, 2L, 1L, 1L, 1L), (day.Source, day.Day, day.Records, day.Rejected, day.Complaints, day.NoState, day.Network, day.Billing));
        }
        var probe = await new QualityProbe(watch).LookAsync(default);
        Assert.Equal(HealthStates.Down, probe.State);
        Assert.Contains("web-form", probe.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, true)]      // 4 %: less than a fifth of room to the line of 5 %
    [InlineData(30, false)]
    public void A_share_that_has_come_back_but_not_far_says_so(long rejected, bool near)
    {
        var day = Day(Today, 1000);
        day.Rejected = rejected;
        var finding = Judge([day]).Findings.Single(f => f.Rule == "rejected");
        Assert.Equal((HealthStates.Ok, near), (finding.State, finding.Near));
    }

    [Fact]
    public async Task Each_broken_line_of_a_source_is_an_alarm_of_its_own_until_the_source_has_been_silent_for_two_days()
    {
        await using var house = await WorkshopHouse.OpenAsync();
        var database = house.Get<IDatabase>();
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddDays(Today).AddHours(12));
        var watch = new QualityWatch(database, new OptionsWrapper<QualityOptions>(Options), clock);
        var (bad, good) = (Day(Today, 1000), Day(Today, 1000));
        (bad.Rejected, bad.NoTime, good.Source) = (300, 150, "email");
        await database.WriteAsync((db, ct) =>
        {
            db.AddRange(bad, good);
            return db.SaveChangesAsync(ct);
        }, default);
        var alarms = await new QualityAlarms(watch).LookAsync(default);
        Assert.Equal([("quality/sms/rejected", HealthStates.Down, true), ("quality/sms/noTime", HealthStates.Degraded, false)], alarms.Select(a => (a.Key, a.State, a.Sure)));
        Assert.Equal("sms: dead letters 30 %", alarms[0].Title);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await new QualityAlarms(watch).LookAsync(default)).Count);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Empty(await new QualityAlarms(watch).LookAsync(default));
        Assert.Equal(HealthStates.Ok, (await new QualityProbe(watch).LookAsync(default)).State);
    }

    private static QualityStanding Judge(IReadOnlyList<QualityDayRow> days, int today = Today) => QualityJudge.Judge("sms", days, today, Options)!;

    private static IEnumerable<QualityDayRow> Past() => Enumerable.Range(1, 20).Select(i => Day(Today - i, 1000 + (i % 5 * 10)));

    private static QualityDayRow Day(int day, long records) => new()
    {
        Source = "sms", Day = day, Records = records, Complaints = records, NoState = records / 20, NoCustomer = records / 50, Unsure = records / 5,
        Network = records / 2, Billing = records / 4, Service = records / 8, Other = records / 8,
    };
}
