using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>The ledger's prepared commands within one transaction.</summary>
internal sealed class LedgerWriter(BeejanDbContext db) : IDisposable
{
    private List<long>? _repeatsOfBatch;
    private long _now;

    private readonly Statement _find = db.PrepareStatement("SELECT raw_id, root, source, key, hash FROM ledger WHERE key_hash = @k", "k");

    private readonly Statement _repeat = db.PrepareStatement("UPDATE ledger SET repeats = repeats + 1, last_repeat_at = @t WHERE raw_id = @id", "id", "t");

    private readonly Statement _insert = db.PrepareStatement(
        """
        INSERT INTO ledger (raw_id, root, source, key, key_hash, hash, segment_id, "offset", length, received_at, bulk, fate, repeats)
        VALUES (@id, @root, @source, @key, @keyhash, @hash, @segment, @offset, @length, @received, @bulk, 0, 0)
        """, "id", "root", "source", "key", "keyhash", "hash", "segment", "offset", "length", "received", "bulk");

    /// <summary>
    /// Looks a record up by source and key, in the ledger and among the batch's earlier records: the same bytes
    /// (<c>Same</c>, its raw id) and the first record under that key (<c>Root</c>, 0 when there is none).
    /// </summary>
    public (long? Same, long Root) Find(long identity, RawRecord raw, Dictionary<long, List<(long RawId, long Root, RawRecord Record)>> seen)
    {
        long root = 0;
        long? same = null;
        _find.Read([identity], row =>
        {
            // 64 bits may collide: only the full source and key say it is the same one.
            if (row.Text(2) == raw.Source.Value && row.Text(3) == raw.Key)
            {
                root = row.Int64(1);
                same = row.Blob(4).SequenceEqual(raw.Hash) ? row.Int64(0) : null;
            }
            return same is null;
        });
        if (same is not null)
        {
            return (same, root);
        }
        if (seen.TryGetValue(identity, out var earlier))
        {
            foreach (var (rawId, earlierRoot, record) in earlier)
            {
                if (record.Source == raw.Source && record.Key == raw.Key)
                {
                    root = earlierRoot;
                    if (record.Hash.AsSpan().SequenceEqual(raw.Hash))
                    {
                        return (rawId, root);
                    }
                }
            }
        }
        return (null, root);
    }

    /// <summary>Counts a repeat. A repeat of a record of this very batch is counted once that is inserted.</summary>
    public void Repeat(long rawId, DateTimeOffset now)
    {
        _now = now.ToUnixTimeMilliseconds();
        (_repeatsOfBatch ??= []).Add(rawId);
    }

    public void Insert(long rawId, long root, RawRecord raw, long identity, int segmentId, long offset, int length, DateTimeOffset now, bool bulk) =>
        _insert.Run(rawId, root, raw.Source.Value, raw.Key, identity, raw.Hash, segmentId, offset, length, now.ToUnixTimeMilliseconds(), bulk);

    /// <summary>Moves the sources' running counts and writes the repeats. Call last.</summary>
    public void Tally(IReadOnlyList<RawRecord> batch, IReadOnlyList<Receipt> receipts, DateTimeOffset now)
    {
        foreach (var rawId in _repeatsOfBatch ?? [])
        {
            _repeat.Run(rawId, _now);
        }
        var counts = new Dictionary<string, (long Landed, long Repeats)>(StringComparer.Ordinal);
        for (var i = 0; i < batch.Count; i++)
        {
            var source = batch[i].Source.Value;
            var (landed, repeats) = counts.GetValueOrDefault(source);
            counts[source] = receipts[i].Repeated ? (landed, repeats + 1) : (landed + 1, repeats);
        }
        using var tally = db.Prepare(
            """
            INSERT INTO tallies (source, landed, repeats, curated, dropped, rejected, last_received_at) VALUES (@s, @l, @r, 0, 0, 0, @t)
            ON CONFLICT (source) DO UPDATE SET landed = tallies.landed + excluded.landed, repeats = tallies.repeats + excluded.repeats,
                last_received_at = excluded.last_received_at
            """, "s", "l", "r", "t");
        using var arrival = db.Prepare(
            """
            INSERT INTO arrivals (source, hour, landed, repeats) VALUES (@s, @h, @l, @r)
            ON CONFLICT (hour, source) DO UPDATE SET landed = arrivals.landed + excluded.landed, repeats = arrivals.repeats + excluded.repeats
            """, "s", "h", "l", "r");
        foreach (var (source, (landed, repeats)) in counts)
        {
            tally.With(source, landed, repeats, now.ToUnixTimeMilliseconds()).ExecuteNonQuery();
            arrival.With(source, now.ToUnixTimeSeconds() / 3600, landed, repeats).ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        _find.Dispose();
        _repeat.Dispose();
        _insert.Dispose();
    }
}
