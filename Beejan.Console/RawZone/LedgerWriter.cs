using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>The ledger's prepared commands within one transaction.</summary>
internal sealed class LedgerWriter(BeejanDbContext db) : IDisposable
{
    private readonly Statement _repeat = db.PrepareStatement("UPDATE ledger SET repeats = repeats + 1, last_repeat_at = @t WHERE raw_id = @id", "id", "t");

    private readonly Statement _insert = db.PrepareStatement(
        """
        INSERT INTO ledger (raw_id, root, source, key, key_hash, hash, segment_id, "offset", length, received_at, bulk, fate, repeats)
        VALUES (@id, @root, @source, @key, @keyhash, @hash, @segment, @offset, @length, @received, @bulk, 0, 0)
        """, "id", "root", "source", "key", "keyhash", "hash", "segment", "offset", "length", "received", "bulk");

    /// <summary>Counts a repeat of a record that is in the ledger or was just inserted.</summary>
    public void Repeat(long rawId, DateTimeOffset now) => _repeat.Run(rawId, now.ToUnixTimeMilliseconds());

    public void Insert(long rawId, long root, RawRecord raw, long identity, int segmentId, long offset, int length, DateTimeOffset now, bool bulk) =>
        _insert.Run(rawId, root, raw.Source.Value, raw.Key, identity, raw.Hash, segmentId, offset, length, now.ToUnixTimeMilliseconds(), bulk);

    /// <summary>
    /// Moves a source's running counts, if nobody has landed for that source since <paramref name="expected"/> was read. Call first: the
    /// row stays locked until the transaction ends.
    /// </summary>
    /// <returns>False when another process landed in between: what was looked up may no longer hold.</returns>
    public bool TryTally(SourceId source, long? expected, long landed, long repeats, DateTimeOffset now)
    {
        using var tally = expected is null
            ? db.Prepare(
                """
                INSERT INTO tallies (source, landed, repeats, curated, dropped, rejected, last_received_at) VALUES (@s, @l, @r, 0, 0, 0, @t)
                ON CONFLICT (source) DO NOTHING
                """, "s", "l", "r", "t").With(source.Value, landed, repeats, now.ToUnixTimeMilliseconds())
            : db.Prepare(
                "UPDATE tallies SET landed = landed + @l, repeats = repeats + @r, last_received_at = @t WHERE source = @s AND landed + repeats = @e",
                "l", "r", "t", "s", "e").With(landed, repeats, now.ToUnixTimeMilliseconds(), source.Value, expected.Value);
        return tally.ExecuteNonQuery() == 1;
    }

    /// <summary>Counts what a source delivered within an hour (UTC, since 1970).</summary>
    public void Arrive(SourceId source, long hour, long landed, long repeats)
    {
        using var arrival = db.Prepare(
            """
            INSERT INTO arrivals (source, hour, landed, repeats) VALUES (@s, @h, @l, @r)
            ON CONFLICT (hour, source) DO UPDATE SET landed = arrivals.landed + excluded.landed, repeats = arrivals.repeats + excluded.repeats
            """, "s", "h", "l", "r").With(source.Value, hour, landed, repeats);
        arrival.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _repeat.Dispose();
        _insert.Dispose();
    }
}
