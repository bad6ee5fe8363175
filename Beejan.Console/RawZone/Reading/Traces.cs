using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary>Everything the ledger knows about one record: where its bytes are, what became of it, and its other versions.</summary>
public sealed class Traces(IDatabase database)
{
    /// <summary>Null when nothing landed under that id.</summary>
    public Task<RawTrace?> FindAsync(long rawId, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var row = await db.Set<LedgerRow>().FirstOrDefaultAsync(r => r.RawId == rawId, stop);
        if (row is null)
        {
            return null;
        }
        var segment = await db.Set<SegmentRow>().FirstOrDefaultAsync(s => s.Id == row.SegmentId, stop);
        var earlier = await db.Set<EarlierAnswerRow>().Where(e => e.RawId == rawId).OrderByDescending(e => e.Id).ToListAsync(stop);
        // By the narrow key index; the root tells true siblings from strangers with the same 64 bits.
        var versions = await db.Set<LedgerRow>().Where(r => r.KeyHash == row.KeyHash && r.Root == row.Root && r.RawId != rawId)
            .OrderBy(r => r.RawId).Take(50).ToListAsync(stop);
        return new RawTrace(row, segment, earlier, versions);
    }, ct);
}

/// <summary>One record's way.</summary>
/// <param name="Versions">Other records with the same source and key, oldest first, at most fifty.</param>
public sealed record RawTrace(LedgerRow Row, SegmentRow? Segment, IReadOnlyList<EarlierAnswerRow> Earlier, IReadOnlyList<LedgerRow> Versions);
