using Beejan.Contracts;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Operations.Runs;

/// <summary>
/// Writes the history of runs. A run is entered when it has lasted a second or has something to tell, so that empty rounds of the safety
/// net do not fill the history.
/// </summary>
internal sealed class RunLog(IDatabase database, IChangeFeed feed, ILogger<RunLog> log)
{
    private int _missing;

    /// <summary>This process, for telling interrupted runs.</summary>
    public string Node { get; } = Guid.NewGuid().ToString("n")[..12];

    /// <summary>Enters or replaces a run.</summary>
    public async Task WriteAsync(RunRow run, CancellationToken ct)
    {
        try
        {
            await database.WriteAsync(async (db, stop) =>
            {
                var known = await db.Set<RunRow>().AsTracking().FirstOrDefaultAsync(r => r.Id == run.Id, stop);
                if (known is null)
                {
                    db.Add(run);
                }
                else
                {
                    db.Entry(known).CurrentValues.SetValues(run);
                }
                return await db.SaveChangesAsync(stop);
            }, ct);
            feed.Publish(Topic.Runs);
            if (_missing > 0 && Interlocked.Exchange(ref _missing, 0) is > 0 and var missing)
            {
                log.LogWarning("The history of runs is written again; {Count} entries are missing in it", missing);
            }
        }
        catch (Exception e) when (Outage.Is(e))
        {
            // The work itself was done or will be retried; only its line in the history is missing.
            // Told once an outage, not at every try.
            log.Log(Interlocked.Increment(ref _missing) == 1 ? LogLevel.Warning : LogLevel.Debug,
                "Run {Run} of {Work} could not be entered in the history ({Cause})", run.Id, run.Work, e.GetBaseException().Message);
        }
    }

    /// <summary>At start: runs that a dead process left running are marked cancelled.</summary>
    public Task<int> CloseInterruptedAsync(DateTimeOffset now, CancellationToken ct) => database.WriteAsync((db, stop) => db.Set<RunRow>()
        .Where(r => r.State == RunStates.Running && r.Node != Node)
        .ExecuteUpdateAsync(set => set
            .SetProperty(r => r.State, RunStates.Cancelled)
            .SetProperty(r => r.FinishedAt, now)
            .SetProperty(r => r.Error, "The process stopped before the run ended; the next run went on from there."), stop), ct);
}
