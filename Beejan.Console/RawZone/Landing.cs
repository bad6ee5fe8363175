using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Lands batches, one at a time: lines appended and fsynced, ledger rows committed, then receipts. When the ledger fails the segment is cut
/// back; when the process dies in between, the next start finds the lines and enters them (<see cref="Healing"/>).
/// </summary>
internal sealed class Landing(IDatabase database, LakeWriter lake, HandOff handOff, TimeProvider clock) : IDisposable
{
    private const int Block = 1024;
    private readonly SemaphoreSlim _one = new(1, 1);
    private long _next;
    private long _end;

    public async Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            return [];
        }
        if (bulk)
        {
            await handOff.WaitForRoomAsync(ct);
        }
        await _one.WaitAsync(ct);
        try
        {
            var identities = Identify(batch);
            var firstId = await ReserveAsync(batch.Count, ct);
            var segments = new Dictionary<SourceId, Segment>();
            foreach (var source in batch.Select(r => r.Source).Distinct())
            {
                segments[source] = await lake.SegmentAsync(source, ct);
            }
            var before = segments.Values.ToDictionary(s => s, s => (s.Length, s.Records));
            try
            {
                var receipts = await database.WriteAsync((db, stop) => LandIn(db, batch, identities, firstId, segments, bulk, stop), ct);
                Failpoints.Reach(Failpoints.LedgerCommitted);
                for (var i = 0; i < batch.Count; i++)
                {
                    if (!receipts[i].Repeated)
                    {
                        handOff.Offer(receipts[i].RawId, batch[i]);
                    }
                }
                return receipts;
            }
            catch
            {
                foreach (var (segment, (length, records)) in before)
                {
                    segment.RollBack(length, records);
                }
                throw;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Closes the open segments, between batches.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await lake.CloseAllAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<Receipt>> LandIn(
        BeejanDbContext db, IReadOnlyList<RawRecord> batch, long[] identities, long firstId, Dictionary<SourceId, Segment> segments, bool bulk, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        using var ledger = new LedgerWriter(db);
        var receipts = new Receipt[batch.Count];
        var landed = new List<(int Index, long Root, long Offset, int Length)>(batch.Count);
        var seen = new Dictionary<long, List<(long RawId, long Root, RawRecord Record)>>(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            var raw = batch[i];
            var known = ledger.Find(identities[i], raw, seen);
            if (known.Same is { } same)
            {
                ledger.Repeat(same, now);
                receipts[i] = new Receipt(same, known.Root, raw.Key, true);
                continue;
            }
            var rawId = firstId + i;
            var root = known.Root == 0 ? rawId : known.Root;
            var (offset, length) = segments[raw.Source].Add(rawId, now, raw);
            landed.Add((i, root, offset, length));
            receipts[i] = new Receipt(rawId, root, raw.Key, false);
            (seen.TryGetValue(identities[i], out var list) ? list : seen[identities[i]] = []).Add((rawId, root, raw));
        }
        foreach (var (source, segment) in segments)
        {
            segment.Flush(landed.Count(l => batch[l.Index].Source == source));
        }
        Failpoints.Reach(Failpoints.LakeFlushed);
        foreach (var (index, root, offset, length) in landed)
        {
            ledger.Insert(firstId + index, root, batch[index], identities[index], segments[batch[index].Source].Id, offset, length, now, bulk);
        }
        ledger.Tally(batch, receipts, now);
        ct.ThrowIfCancellationRequested();
        return receipts;
    }

    internal static long[] Identify(IReadOnlyList<RawRecord> batch)
    {
        var identities = new long[batch.Count];
        void One(int i)
        {
            identities[i] = Identity(batch[i].Source, batch[i].Key);
            _ = batch[i].Hash;
        }
        if (batch.Count < 256)
        {
            for (var i = 0; i < identities.Length; i++)
            {
                One(i);
            }
        }
        else
        {
            Parallel.For(0, identities.Length, One);
        }
        return identities;
    }

    /// <summary>
    /// 64 bits of source and key: 32 of SHA-256 over all but the key's last two characters, then 32 over the whole. Keys that count up
    /// share the first half, so their rows are neighbours in the index and a batch writes a few of its pages instead of thousands.
    /// </summary>
    internal static long Identity(SourceId source, string key)
    {
        var text = source.Value + "\n" + key;
        return ((long)Hash32(text.AsSpan(0, text.Length - Math.Min(2, key.Length))) << 32) | Hash32(text);
    }

    private static uint Hash32(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes[..length], hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    private async Task<long> ReserveAsync(int count, CancellationToken ct)
    {
        if (_end - _next < count)
        {
            var block = Math.Max(Block, count);
            _next = await database.WriteAsync((db, _) =>
            {
                using var take = db.Prepare("UPDATE raw_ids SET next = next + @n WHERE id = 1 RETURNING next", "n").With(block);
                return Task.FromResult((long)take.ExecuteScalar()! - block);
            }, ct);
            _end = _next + block;
        }
        var first = _next;
        _next += count;
        return first;
    }
}
