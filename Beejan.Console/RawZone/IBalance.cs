using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>The conservation law: received = curated + duplicates + dropped + dead-lettered + in flight, per source, always.</summary>
public interface IBalance
{
    /// <summary>One committed state, sources in alphabetical order.</summary>
    Task<IReadOnlyList<SourceBalance>> ReadAsync(CancellationToken ct);
}

/// <summary>What became of all that one source delivered, in records.</summary>
/// <param name="Received">All that arrived: landed and repeats.</param>
/// <param name="Duplicates">The same bytes under the same key again: counted, not stored twice.</param>
/// <param name="InFlight">Counted from the queue, not derived, so that the law can fail.</param>
public sealed record SourceBalance(
    string Source, long Received, long Landed, long Duplicates, long Curated, long Dropped, long DeadLettered, long InFlight, DateTimeOffset LastReceivedAt)
{
    public bool Balanced => Received == Duplicates + Curated + Dropped + DeadLettered + InFlight;
}

internal sealed class Balance(IDatabase database) : IBalance
{
    public Task<IReadOnlyList<SourceBalance>> ReadAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<SourceBalance>>(async (db, stop) =>
    {
        // One statement, so that tallies and queue are of the same state.
        var rows = await db.Set<TallyRow>().OrderBy(t => t.Source).Select(t => new
        {
            Tally = t,
            InFlight = db.Set<LedgerRow>().Where(r => r.Fate == Fate.InFlight && r.Source == t.Source).LongCount(),
        }).ToListAsync(stop);
        return [.. rows.Select(r => new SourceBalance(r.Tally.Source, r.Tally.Landed + r.Tally.Repeats, r.Tally.Landed, r.Tally.Repeats, r.Tally.Curated,
            r.Tally.Dropped, r.Tally.Rejected, r.InFlight, r.Tally.LastReceivedAt))];
    }, ct);
}
