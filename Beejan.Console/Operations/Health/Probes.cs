using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Quartz;

namespace Beejan.Operations.Health;

internal sealed class DatabaseProbe(IDatabase database) : IProbe
{
    public string Name => "Database";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var segments = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().CountAsync(stop), ct);
        return ProbeResult.Ok(string.Create(CultureInfo.InvariantCulture, $"{(database.IsSqlite ? "SQLite" : "PostgreSQL")} answers; {segments} lake segments known"));
    }
}

internal sealed class DiskProbe(DataDirectory data) : IProbe
{
    private const long Least = 256L << 20;
    private const long Comfortable = 2L << 30;

    public string Name => "Disk";

    public Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var free = new DriveInfo(data.Root).AvailableFreeSpace;
        var words = string.Create(CultureInfo.InvariantCulture, $"{free / (double)(1L << 30):0.0} GiB free for the data directory");
        return Task.FromResult(free < Least ? ProbeResult.Down(words + ": make room, intake stops when it is full")
            : free < Comfortable ? ProbeResult.Warn(words + ": make room soon")
            : ProbeResult.Ok(words));
    }
}

/// <summary>Writes, syncs and removes a byte where the lake lives: a read-only or full disk shows here before a customer meets it.</summary>
internal sealed class RawZoneProbe(DataDirectory data, IDatabase database) : IProbe
{
    public string Name => "Raw zone";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var path = Path.Combine(data.Folder("raw"), $".probe-{Guid.NewGuid():n}");
        try
        {
            await using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose }))
            {
                await file.WriteAsync(new byte[] { 1 }, ct);
                file.Flush(flushToDisk: true);
            }
            var lost = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().SumAsync(s => s.LostRecords, stop), ct);
            return lost == 0 ? ProbeResult.Ok("the lake takes writes and syncs them")
                : ProbeResult.Warn(string.Create(CultureInfo.InvariantCulture, $"the bytes of {lost:N0} records were damaged on disk: verify names them; restore their segments from a backup"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ProbeResult.Down("the lake takes no writes: check the disk and the rights of the data directory");
        }
    }
}

internal sealed class QueueProbe(IBalance balance, TimeProvider clock) : IProbe
{
    private const long Long = 50_000;

    public string Name => "Queue";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var sources = await balance.ReadAsync(ct);
        var depth = sources.Sum(s => s.InFlight);
        if (sources.Any(s => !s.Balanced))
        {
            return ProbeResult.Down($"the conservation law does not hold for {string.Join(", ", sources.Where(s => !s.Balanced).Select(s => s.Source))}: run verify");
        }
        var last = sources.Select(s => s.LastReceivedAt).DefaultIfEmpty().Max();
        var words = string.Create(CultureInfo.InvariantCulture, $"{depth:N0} records in flight");
        return depth > Long ? ProbeResult.Warn(words + ": processing is behind")
            : depth > 0 && clock.GetUtcNow() - last > TimeSpan.FromMinutes(5) ? ProbeResult.Warn(words + " though nothing came in for five minutes: is processing running?")
            : ProbeResult.Ok(words);
    }
}

internal sealed class SchedulerProbe(ISchedulerFactory factory) : IProbe
{
    public string Name => "Scheduler";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var scheduler = await factory.GetScheduler(ct);
        return scheduler.Status switch
        {
            SchedulerStatus.Running => ProbeResult.Ok("works run on their schedules"),
            SchedulerStatus.Standby => ProbeResult.Warn("the scheduler is paused: works run only when started by hand"),
            var status => ProbeResult.Down($"the scheduler is not running ({status}): restart the console"),
        };
    }
}
