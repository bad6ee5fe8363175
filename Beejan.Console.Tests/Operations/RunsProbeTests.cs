using Beejan.Contracts;
using Beejan.Operations.Health;
using Beejan.Operations.Runs;
using Beejan.Storage;
using Beejan.Tests.RawZone;
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
}
