using System.Globalization;
using Beejan.Contracts;
using Beejan.Operations.Runs;
using Beejan.RawZone;
using Beejan.Storage;
using Beejan.Ui;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Operations.Health;

/// <summary>Raised for a day after a run that rejected so much that it is probably us and not the data; a good run of the same work after it ends it.</summary>
internal sealed class RunsProbe(IDatabase database, TimeProvider clock) : IProbe
{
    public string Name => "Runs";

    public async Task<ProbeResult> LookAsync(CancellationToken ct) => (await SuspectRuns.FindAsync(database, clock.GetUtcNow(), TimeSpan.Zero, ct)) is [var run, ..]
        ? ProbeResult.Down(SuspectRuns.Words(run))
        : ProbeResult.Ok("no run of the last day rejected suspiciously much");
}

/// <summary>An alert for each work whose run rejected so much. It stands an hour at least: in live work a good run follows within seconds.</summary>
internal sealed class RunAlarms(IDatabase database, ISourceNames sources, TimeProvider clock) : IAlarms
{
    private const int MostNamed = 3;

    private static readonly TimeSpan Least = TimeSpan.FromHours(1);

    public string Prefix => "runs/";

    public string? Probe => "Runs";

    public async Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct)
    {
        var alarms = new List<Alarm>();
        foreach (var run in await SuspectRuns.FindAsync(database, clock.GetUtcNow(), Least, ct))
        {
            alarms.Add(new Alarm(
                Prefix + run.Work, string.Create(CultureInfo.InvariantCulture, $"{run.Work} rejected {run.Rejected:N0} of {run.Read:N0} records"),
                $"In the run of {LagosClock.Long(run.StartedAt)} Lagos{await WhoAsync(run, ct)}. {SuspectRuns.Advice}.", HealthStates.Down, "/dead-letters", Sure: true));
        }
        return alarms;
    }

    // Whose records, and for what: that decides who has to look.
    private async Task<string> WhoAsync(RunRow run, CancellationToken ct)
    {
        var until = run.FinishedAt ?? clock.GetUtcNow();
        var most = await database.ReadAsync((db, stop) => db.Set<LedgerRow>().Where(r => r.Fate == Fate.Rejected && r.AnsweredAt >= run.StartedAt && r.AnsweredAt <= until)
            .GroupBy(r => new { r.Source, r.ReasonCode }).Select(g => new { g.Key.Source, g.Key.ReasonCode, Count = g.Count() })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Source).Take(MostNamed).ToListAsync(stop), ct);
        return most.Count == 0 ? "" : ": " + string.Join(", ", most.Select(g => string.Create(CultureInfo.InvariantCulture, $"{sources.Of(g.Source)} {g.ReasonCode} {g.Count:N0}")));
    }
}

/// <summary>Suspect runs of the last day.</summary>
internal static class SuspectRuns
{
    public const string Advice = "It is probably us, not the data: see the dead letters by reason; after the fix, retry them";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>The last one of each work that no good run followed, or that is younger than <paramref name="least"/>.</summary>
    public static Task<List<RunRow>> FindAsync(IDatabase database, DateTimeOffset now, TimeSpan least, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var (since, young) = (now - Remembered, now - least);
        var works = await db.Set<RunRow>().Where(r => r.StartedAt >= since && (r.Suspect || r.Written > 0)).GroupBy(r => r.Work)
            .Select(g => new { Work = g.Key, Suspect = g.Where(r => r.Suspect).Max(r => (DateTimeOffset?)r.StartedAt), Good = g.Where(r => !r.Suspect).Max(r => (DateTimeOffset?)r.StartedAt) })
            .ToListAsync(stop);
        var runs = new List<RunRow>();
        foreach (var work in works.Where(r => r.Suspect is { } at && (!(r.Good > at) || at > young)))
        {
            runs.Add(await db.Set<RunRow>().FirstAsync(r => r.Work == work.Work && r.Suspect && r.StartedAt == work.Suspect, stop));
        }
        return runs;
    }, ct);

    public static string Words(RunRow run) => string.Create(CultureInfo.InvariantCulture,
        $"{run.Work} rejected {run.Rejected:N0} of {run.Read:N0} records in the run of {LagosClock.Long(run.StartedAt)} Lagos. {Advice}");
}
