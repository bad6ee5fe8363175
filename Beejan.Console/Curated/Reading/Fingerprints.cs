using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Fingerprints(IDatabase database) : IFingerprints
{
    private const string ByPrint = "SELECT id, raw_id, fingerprint, reported_at FROM complaints WHERE fingerprint = @value";
    private const string ById = "SELECT id, raw_id, fingerprint, reported_at FROM complaints WHERE id = @value";

    public Task<IReadOnlyList<ServedPrint>> FindAsync(IReadOnlyList<long> fingerprints, CancellationToken ct) =>
        ReadAsync(fingerprints, ByPrint, rows => rows.Where(c => fingerprints.Contains(c.Fingerprint)), ct);

    public Task<IReadOnlyList<ServedPrint>> FindByIdAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        ReadAsync(ids, ById, rows => rows.Where(c => ids.Contains(c.Id)), ct);

    private Task<IReadOnlyList<ServedPrint>> ReadAsync(
        IReadOnlyList<long> values, string one, Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>> all, CancellationToken ct) =>
        values.Count == 0 ? Task.FromResult<IReadOnlyList<ServedPrint>>([])
        : database.ReadAsync((db, stop) => database.IsSqlite ? EachAsync(db, values, one, stop) : TogetherAsync(all(db.Set<ComplaintRow>()), stop), ct);

    /// <summary>On SQLite a prepared look-up costs microseconds, less than making one long statement of them.</summary>
    private static Task<IReadOnlyList<ServedPrint>> EachAsync(BeejanDbContext db, IReadOnlyList<long> values, string one, CancellationToken ct)
    {
        var found = new List<ServedPrint>();
        using var look = db.PrepareStatement(one, "value");
        foreach (var value in values)
        {
            look.Read([value], row =>
            {
                found.Add(new ServedPrint(row.Int64(0), row.Int64(1), row.Int64(2), DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(3))));
                return true;
            });
        }
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyList<ServedPrint>>(found);
    }

    /// <summary>Over a network all go in one question.</summary>
    private static async Task<IReadOnlyList<ServedPrint>> TogetherAsync(IQueryable<ComplaintRow> rows, CancellationToken ct) =>
        await rows.Select(c => new ServedPrint(c.Id, c.RawId, c.Fingerprint, c.ReportedAt)).ToListAsync(ct);
}
