using System.Globalization;
using Beejan.Contracts;
using Beejan.Operations.Runs;
using Beejan.Storage;
using Beejan.Ui;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Operations.Health;

/// <summary>Raised for a day after a run that rejected so much that it is probably us and not the data; a good run of the same work after it ends it.</summary>
internal sealed class RunsProbe(IDatabase database, TimeProvider clock) : IProbe
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    public string Name => "Runs";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Remembered;
        var runs = await database.ReadAsync((db, stop) => db.Set<RunRow>().Where(r => r.StartedAt >= since && (r.Suspect || r.Written > 0)).GroupBy(r => r.Work)
            .Select(g => new { Work = g.Key, Suspect = g.Where(r => r.Suspect).Max(r => (DateTimeOffset?)r.StartedAt), Good = g.Where(r => !r.Suspect).Max(r => (DateTimeOffset?)r.StartedAt) })
            .ToListAsync(stop), ct);
        foreach (var work in runs.Where(r => r.Suspect is { } at && !(r.Good > at)))
        {
            var run = await database.ReadAsync((db, stop) => db.Set<RunRow>().FirstAsync(r => r.Work == work.Work && r.Suspect && r.StartedAt == work.Suspect, stop), ct);
            return ProbeResult.Down(string.Create(CultureInfo.InvariantCulture,
                $"{run.Work} rejected {run.Rejected:N0} of {run.Read:N0} records in the run of {LagosClock.Long(run.StartedAt)} Lagos: it is probably us, not the data. See the dead letters by reason; after the fix, retry them"));
        }
        return ProbeResult.Ok("no run of the last day rejected suspiciously much");
    }
}
