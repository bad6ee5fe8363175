using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Fingerprints(IDatabase database) : IFingerprints
{
    public Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, long>>(async (db, stop) =>
        {
            var found = new Dictionary<long, long>();
            // SQLite takes 32,766 parameters, PostgreSQL an array; 5,000 keeps plans small on both.
            foreach (var some in fingerprints.Distinct().Chunk(5000))
            {
                var rows = await db.Set<ComplaintRow>()
                    .Where(c => EF.Constant(some).Contains(c.Fingerprint) && c.ReportedAt >= since)
                    .GroupBy(c => c.Fingerprint)
                    .Select(g => new { g.Key, Id = g.Min(c => c.Id) })
                    .ToListAsync(stop);
                foreach (var row in rows)
                {
                    found[row.Key] = row.Id;
                }
            }
            return found;
        }, ct);
}
