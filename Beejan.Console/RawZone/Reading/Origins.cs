using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary>Places as the ledger has them.</summary>
internal sealed class Origins(IDatabase database) : IOrigins
{
    public Task<Origin?> FindAsync(long rawId, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var found = await db.Set<LedgerRow>().Where(r => r.RawId == rawId)
            .Join(db.Set<SegmentRow>(), r => r.SegmentId, s => s.Id, (r, s) => new { s.Path, s.Compressed, r.Offset, r.Length, r.Hash }).SingleOrDefaultAsync(stop);
        return found is null ? null : new Origin(found.Path, found.Compressed, found.Offset, found.Length, Convert.ToHexStringLower(found.Hash));
    }, ct);
}
