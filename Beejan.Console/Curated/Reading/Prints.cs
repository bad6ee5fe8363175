using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

/// <summary>Looks served posts up by one of their prints or by id.</summary>
/// <param name="print">The print's column; only a name of the table's own.</param>
internal abstract class Prints(IDatabase database, string print) : IServedPrints
{
    private const int AtOnce = 500;

    public Task<IReadOnlyList<ServedPrint>> FindAsync(IReadOnlyList<long> prints, CancellationToken ct) =>
        ReadAsync(prints, print, some => With(some), ct);

    public Task<IReadOnlyList<ServedPrint>> FindByIdAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        ReadAsync(ids, "id", some => rows => rows.Where(c => some.Contains(c.Id)), ct);

    protected abstract Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>> With(IReadOnlyList<long> prints);

    protected abstract IQueryable<ServedPrint> Select(IQueryable<ComplaintRow> rows);

    private Task<IReadOnlyList<ServedPrint>> ReadAsync(
        IReadOnlyList<long> values, string column, Func<IReadOnlyList<long>, Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>>> which, CancellationToken ct) =>
        values.Count == 0 ? Task.FromResult<IReadOnlyList<ServedPrint>>([])
        : database.ReadAsync((db, stop) => database.IsSqlite ? EachAsync(db, values, column, stop) : TogetherAsync(db, values, which, stop), ct);

    /// <summary>On SQLite a prepared look-up costs microseconds, less than making one long statement of them.</summary>
    private Task<IReadOnlyList<ServedPrint>> EachAsync(BeejanDbContext db, IReadOnlyList<long> values, string column, CancellationToken ct)
    {
        var found = new List<ServedPrint>();
        using var look = db.PrepareStatement($"SELECT id, raw_id, COALESCE({print}, 0), reported_at FROM complaints WHERE {column} = @value AND channel = 'social'", "value");
        foreach (var value in values)
        {
            look.Read([value], row =>
            {
                found.Add(new ServedPrint(row.Int64(0), row.Int64(1), row.Int64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3))));
                return true;
            });
        }
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ServedPrint>>(Unwritten.Now?.Amend(found, values, column == "id") ?? found);
    }

    /// <summary>Over a network many go in one question.</summary>
    private async Task<IReadOnlyList<ServedPrint>> TogetherAsync(
        BeejanDbContext db, IReadOnlyList<long> values, Func<IReadOnlyList<long>, Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>>> which, CancellationToken ct)
    {
        var found = new List<ServedPrint>();
        foreach (var some in values.Chunk(AtOnce))
        {
            found.AddRange(await Select(which(some)(db.Set<ComplaintRow>())).ToListAsync(ct));
        }
        return found;
    }
}

/// <summary>By what was said.</summary>
internal sealed class Wordings(IDatabase database) : Prints(database, "wording"), IWordings
{
    protected override Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>> With(IReadOnlyList<long> prints) =>
        rows => rows.Where(c => c.Channel == Channels.Social && c.Wording != null && prints.Contains(c.Wording.Value));

    protected override IQueryable<ServedPrint> Select(IQueryable<ComplaintRow> rows) =>
        rows.Select(c => new ServedPrint(c.Id, c.RawId, c.Wording ?? 0, c.ReportedAt));
}
