using System.Runtime.CompilerServices;
using Beejan.Curated.Cases;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class ComplaintQueries(IDatabase database, TimeProvider clock) : IComplaints
{
    private const int StreamBatch = 2000;

    // Not static: a compiled query is bound to one model, and a process may meet both databases (tests do).
    private readonly Func<BeejanDbContext, long, Task<ComplaintRow?>> _one =
        EF.CompileAsyncQuery((BeejanDbContext db, long id) => db.Set<ComplaintRow>().FirstOrDefault(c => c.Id == id));

    public Task<IReadOnlyList<ComplaintRow>> PageAsync(ComplaintFilter filter, int skip, int take, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ComplaintRow>>(
            async (db, stop) => await Whole(db, filter.Sort, Rows(db, filter).Ordered(filter.Sort).Skip(skip).Take(take)).ToListAsync(stop), ct);

    public Task<Slice> SliceAsync(ComplaintFilter filter, string? cursor, int take, CancellationToken ct) =>
        database.ReadAsync(async (db, stop) =>
        {
            var rows = Rows(db, filter);
            rows = cursor is null ? rows : rows.After(filter.Sort, cursor);
            var found = await Whole(db, filter.Sort, rows.Ordered(filter.Sort).Take(take + 1)).ToListAsync(stop);
            return found.Count <= take ? new Slice(found, null) : new Slice(found[..take], ComplaintOrder.Cursor(filter.Sort, found[take - 1]));
        }, ct);

    public Task<int> CountAsync(ComplaintFilter filter, CancellationToken ct) =>
        database.ReadAsync((db, stop) => Rows(db, filter).CountAsync(stop), ct);

    public Task<IReadOnlyList<long>> IdsAsync(ComplaintFilter filter, int take, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<long>>(
            async (db, stop) => await Rows(db, filter).Ordered(filter.Sort).Take(take).Select(c => c.Id).ToListAsync(stop), ct);

    public Task<IReadOnlyList<ComplaintRow>> ByIdsAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<ComplaintRow>>(async (db, stop) =>
        {
            var rows = await db.Set<ComplaintRow>().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
            return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
        }, ct);

    public Task<long> LastIdAsync(CancellationToken ct) =>
        database.ReadAsync(async (db, stop) => await db.Set<ComplaintRow>().MaxAsync(c => (long?)c.Id, stop) ?? 0, ct);

    public Task<ComplaintRow?> FindAsync(long id, CancellationToken ct) =>
        database.ReadAsync((db, _) => _one(db, id), ct);

    public Task<IReadOnlyList<CaseEventRow>> HistoryAsync(long id, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyList<CaseEventRow>>(
            async (db, stop) => await db.Set<CaseEventRow>().Where(e => e.ComplaintId == id).OrderBy(e => e.Id).ToListAsync(stop), ct);

    public async IAsyncEnumerable<ComplaintRow> StreamAsync(ComplaintFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        // Slices, not one open reader: a slow receiver must not hold a read transaction (and SQLite's log) for minutes.
        filter = filter with { Sort = "reportedAt" };
        string? cursor = null;
        do
        {
            var slice = await SliceAsync(filter, cursor, StreamBatch, ct);
            foreach (var row in slice.Rows)
            {
                yield return row;
            }
            cursor = slice.Next;
        }
        while (cursor is not null);
    }

    public Task<IReadOnlyDictionary<long, CustomerRow>> CustomersAsync(IReadOnlyCollection<long> ids, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, CustomerRow>>(async (db, stop) =>
        {
            var wanted = ids.Distinct().ToArray();
            return await db.Set<CustomerRow>().Where(c => wanted.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        }, ct);

    /// <summary>The rows of a window. Which they are is settled by their ids alone: what is sorted and passed over is never read as a whole.</summary>
    private static IQueryable<ComplaintRow> Whole(BeejanDbContext db, string? sort, IQueryable<ComplaintRow> window)
    {
        var ids = window.Select(c => c.Id);
        return db.Set<ComplaintRow>().Where(c => ids.Contains(c.Id)).Ordered(sort);
    }

    private IQueryable<ComplaintRow> Rows(BeejanDbContext db, ComplaintFilter filter) =>
        db.Matching(filter, clock.GetUtcNow());
}
