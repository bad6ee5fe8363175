using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Operations.Runs;

/// <summary>Keeps the history of runs readable: old runs go, but the newest of each work stays, however old.</summary>
internal sealed class ForgetRuns(IDatabase database, TimeProvider clock, IOptions<OperationsOptions> options) : IWork
{
    public string Name => "forget-runs";

    public string Purpose => "Deletes runs older than the days to keep; the newest run of each work stays.";

    public Schedule Schedule => new Schedule.Cron("0 50 3 * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var old = clock.GetUtcNow().AddDays(-options.Value.KeepRunsDays);
        var gone = await database.WriteAsync(async (db, stop) =>
        {
            var newest = await db.Set<RunRow>().GroupBy(r => r.Work).Select(g => g.Max(r => r.StartedAt)).ToListAsync(stop);
            return await db.Set<RunRow>().Where(r => r.StartedAt < old && r.State != RunStates.Running && !newest.Contains(r.StartedAt)).ExecuteDeleteAsync(stop);
        }, ct);
        return new WorkReport(gone, 0, gone, 0);
    }
}
