using Beejan.Contracts;
using Beejan.Operations.Health;
using Beejan.Operations.Runs;
using Beejan.RawZone;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations;

public sealed class RunsProbeTests
{
    [Fact]
    public async Task A_suspect_run_is_told_with_its_cause_until_a_good_one_of_the_same_work_or_a_day_has_passed()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var database = house.Services.GetRequiredService<IDatabase>();
        var clock = new ManualClock(DateTimeOffset.Parse("2026-11-20T08:00Z", System.Globalization.CultureInfo.InvariantCulture));
        var probe = new RunsProbe(database, clock);
        Task EnterAsync(string work, long read, long rejected) => database.WriteAsync((db, ct) =>
        {
            db.Add(new RunRow
            {
                Id = Guid.NewGuid(), Work = work, State = RunStates.Partial, StartedAt = clock.GetUtcNow(), Read = read, Written = read - rejected, Rejected = rejected,
                Suspect = RunRow.IsSuspect(read, rejected),
            });
            return db.SaveChangesAsync(ct);
        }, default);

        await EnterAsync("process-complaints", 900, 90);
        Assert.Equal(HealthStates.Ok, (await probe.LookAsync(default)).State);
        clock.Advance(TimeSpan.FromMinutes(1));
        await EnterAsync("process-complaints", 900, 312);
        await EnterAsync("build-reports", 1, 0);
        var told = await probe.LookAsync(default);
        Assert.Equal(HealthStates.Down, told.State);
        Assert.Contains("process-complaints rejected 312 of 900 records", told.Detail, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromMinutes(1));
        await EnterAsync("process-complaints", 20, 0);
        Assert.Equal(HealthStates.Ok, (await probe.LookAsync(default)).State);
        clock.Advance(TimeSpan.FromMinutes(1));
        await EnterAsync("process-complaints", 900, 800);
        Assert.Equal(HealthStates.Down, (await probe.LookAsync(default)).State);
        clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(HealthStates.Ok, (await probe.LookAsync(default)).State);
    }

    [Fact]
    public async Task The_alarm_of_a_suspect_run_names_whose_records_it_rejected_and_for_what()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var database = house.Services.GetRequiredService<IDatabase>();
        var clock = new ManualClock(DateTimeOffset.Parse("2026-11-20T08:00Z", System.Globalization.CultureInfo.InvariantCulture));
        await house.RawZone.LandAsync([RawZoneHouse.Record("a", "no network"), RawZoneHouse.Record("b", "no calls"), RawZoneHouse.Record("c", "no data")], false, default);
        await database.WriteAsync(async (db, ct) =>
        {
            db.Add(new RunRow { Id = Guid.NewGuid(), Work = "process-complaints", State = RunStates.Partial, StartedAt = clock.GetUtcNow(), Read = 900, Rejected = 312, Suspect = true });
            var now = clock.GetUtcNow().AddSeconds(5);
            // The last one was rejected before that run.
            await db.Set<LedgerRow>().ExecuteUpdateAsync(r => r.SetProperty(x => x.Fate, Fate.Rejected).SetProperty(x => x.ReasonCode, "time.future")
                .SetProperty(x => x.AnsweredAt, x => x.Key == "c" ? now.AddDays(-2) : now), ct);
            return await db.SaveChangesAsync(ct);
        }, default);
        clock.Advance(TimeSpan.FromMinutes(1));

        var names = house.Services.GetRequiredService<ISourceNames>();
        var alarm = Assert.Single(await new RunAlarms(database, names, clock).LookAsync(default));
        Assert.Contains($"Lagos: {names.Of("sms")} time.future 2. It is probably us", alarm.Detail, StringComparison.Ordinal);
    }
}
