using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Fingerprints(IDatabase database) : IFingerprints
{
    private const string Oldest = "SELECT id FROM complaints WHERE fingerprint = @fingerprint AND reported_at >= @since ORDER BY id LIMIT 1";

    public Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync((db, stop) => database.IsSqlite ? EachAsync(db, fingerprints, since, stop) : TogetherAsync(db, fingerprints, since, stop), ct);

    /// <summary>On SQLite a prepared look-up costs microseconds, less than making one long statement of them.</summary>
    private static Task<IReadOnlyDictionary<long, long>> EachAsync(BeejanDbContext db, IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct)
    {
        var found = new Dictionary<long, long>();
        using var oldest = db.PrepareStatement(Oldest, "fingerprint", "since");
        var from = since.ToUnixTimeMilliseconds();
        foreach (var fingerprint in fingerprints)
        {
            if (oldest.Scalar(fingerprint, from) is { } id)
            {
                found[fingerprint] = id;
            }
        }
        ct.ThrowIfCancellationRequested();
        return Task.FromResult<IReadOnlyDictionary<long, long>>(found);
    }

    /// <summary>Over a network all go in one question.</summary>
    private static async Task<IReadOnlyDictionary<long, long>> TogetherAsync(BeejanDbContext db, IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct)
    {
        var wanted = fingerprints.Distinct().ToArray();
        return await db.Set<ComplaintRow>().Where(c => wanted.Contains(c.Fingerprint) && c.ReportedAt >= since)
            .GroupBy(c => c.Fingerprint).Select(g => new { g.Key, Id = g.Min(c => c.Id) }).ToDictionaryAsync(g => g.Key, g => g.Id, ct);
    }
}
