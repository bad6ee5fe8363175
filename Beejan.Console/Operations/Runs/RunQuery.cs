using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Operations.Runs;

/// <summary>Reads the history of runs.</summary>
internal sealed class RunQuery(IDatabase database)
{
    /// <summary>The newest first.</summary>
    /// <param name="work">Only this work; null for all.</param>
    /// <param name="state">Only this state; null for all.</param>
    /// <param name="before">Only runs that started before this; null for the newest.</param>
    public Task<IReadOnlyList<RunRow>> ListAsync(string? work, string? state, DateTimeOffset? before, int take, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<RunRow>>(async (db, stop) =>
        {
            var runs = db.Set<RunRow>().AsQueryable();
            runs = string.IsNullOrEmpty(work) ? runs : runs.Where(r => r.Work == work);
            runs = string.IsNullOrEmpty(state) ? runs : runs.Where(r => r.State == state);
            runs = before is null ? runs : runs.Where(r => r.StartedAt < before);
            return await runs.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(take).ToListAsync(stop);
        }, ct);

    public Task<int> CountAsync(string? work, string? state, CancellationToken ct) => database.ReadAsync((db, stop) =>
        db.Set<RunRow>().CountAsync(r => (work == null || work == "" || r.Work == work) && (state == null || state == "" || r.State == state), stop), ct);

    /// <summary>The newest run of each work that has one.</summary>
    public Task<IReadOnlyDictionary<string, RunRow>> LatestAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyDictionary<string, RunRow>>(async (db, stop) =>
    {
        var newest = db.Set<RunRow>().GroupBy(r => r.Work).Select(g => new { Work = g.Key, At = g.Max(r => r.StartedAt) });
        var rows = await db.Set<RunRow>().Join(newest, r => new { r.Work, At = r.StartedAt }, n => new { n.Work, n.At }, (r, _) => r).ToListAsync(stop);
        return rows.DistinctBy(r => r.Work).ToDictionary(r => r.Work);
    }, ct);
}
