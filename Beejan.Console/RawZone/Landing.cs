using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Lands batches, one at a time: what is known is looked up, lines are appended and fsynced, ledger rows committed, then receipts. Only the
/// commit holds the database: complaints are written while lines go to disk. Another process may land in between; the commit notices, and
/// the batch is looked up again. When the ledger fails the segment is cut back, once it is certain that it has failed (<see cref="SettleAsync"/>); when the
/// process dies in between, the next start finds the lines and enters them (<see cref="Healing"/>).
/// </summary>
internal sealed class Landing(IDatabase database, LakeWriter lake, HandOff handOff, TimeProvider clock) : IDisposable
{
    /// <summary>Overtaken this often, a batch is looked up inside its transaction, where nobody overtakes.</summary>
    private const int Patience = 3;

    /// <summary>Digits of a counter at most.</summary>
    private const int LongNumber = 12;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly RawIds _ids = new(database);

    /// <summary>A batch of which nobody knows yet whether its ledger rows stand.</summary>
    private LandingPlan? _doubtful;

    public async Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, Reached? reached, CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            if (reached is not null)
            {
                await database.WriteAsync((db, _) => Task.FromResult(Move(db, reached, clock.GetUtcNow())), ct);
            }
            return [];
        }
        if (bulk)
        {
            await handOff.WaitForRoomAsync(ct);
        }
        await _one.WaitAsync(ct);
        try
        {
            await SettleAsync(ct);
            var identities = Identify(batch);
            var firstId = await _ids.TakeAsync(batch.Count, ct);
            var segments = new Dictionary<SourceId, Segment>();
            foreach (var source in batch.Select(r => r.Source).Distinct())
            {
                segments[source] = await lake.SegmentAsync(source, ct);
            }
            for (var attempt = 1; ; attempt++)
            {
                var plan = new LandingPlan(batch, identities, firstId, segments, clock.GetUtcNow());
                if (await TryAsync(plan, bulk, reached, attempt > Patience, ct))
                {
                    Offer(batch, plan.Receipts);
                    return plan.Receipts;
                }
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
            await SettleAsync(ct);
            await lake.CloseAllAsync(ct);
            await _ids.GiveBackAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <returns>False when another process landed between look-up and commit: nothing of the batch stands then.</returns>
    private async Task<bool> TryAsync(LandingPlan plan, bool bulk, Reached? reached, bool lookUpInside, CancellationToken ct)
    {
        try
        {
            if (!lookUpInside)
            {
                await database.ReadAsync((db, _) => Task.FromResult(plan.LookUp(db)), ct);
                plan.Append();
            }
            await database.EnqueueAsync((db, stop) =>
            {
                if (lookUpInside)
                {
                    plan.LookUp(db);
                    plan.Append();
                }
                Failpoints.Reach(Failpoints.LakeFlushed);
                plan.Enter(db, bulk);
                if (reached is not null)
                {
                    Move(db, reached, plan.Now);
                }
                stop.ThrowIfCancellationRequested();
                return Task.FromResult(0);
            }, ct);
            Failpoints.Reach(Failpoints.LedgerCommitted);
            return true;
        }
        catch (OvertakenException)
        {
            plan.RollBack();
            return false;
        }
        catch (CommitUnknownException)
        {
            // The lines stay: if the rows stand, they are all there is of the records. Asked at once, the answer may still be a good one.
            _doubtful = plan;
            if (await StandsAsync())
            {
                return true;
            }
            throw;
        }
        catch
        {
            plan.RollBack();
            throw;
        }
    }

    /// <summary>Finds out what became of the batch in doubt, if there is one, and cuts its lines off if its rows do not stand.</summary>
    /// <returns>True when its rows stand.</returns>
    private async Task<bool> SettleAsync(CancellationToken ct)
    {
        if (_doubtful is not { } plan)
        {
            return false;
        }
        var stands = await database.WriteAsync((db, _) => Task.FromResult(plan.Stands(db)), ct);
        _doubtful = null;
        if (!stands)
        {
            plan.RollBack();
        }
        return stands;
    }

    /// <summary>As <see cref="SettleAsync"/>; a database that does not answer leaves the doubt to the next batch.</summary>
    private async Task<bool> StandsAsync()
    {
        try
        {
            return await SettleAsync(CancellationToken.None);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return false;
        }
    }

    private void Offer(IReadOnlyList<RawRecord> batch, IReadOnlyList<Receipt> receipts)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (!receipts[i].Repeated)
            {
                handOff.Offer(receipts[i].RawId, batch[i]);
            }
        }
    }

    private static int Move(BeejanDbContext db, Reached reached, DateTimeOffset now)
    {
        using var move = db.Prepare(
            """
            INSERT INTO checkpoints (source, value, reached_at) VALUES (@s, @v, @t)
            ON CONFLICT (source) DO UPDATE SET value = excluded.value, reached_at = excluded.reached_at
            """, "s", "v", "t").With(reached.Source.Value, reached.Position.Value, now.ToUnixTimeMilliseconds());
        return move.ExecuteNonQuery();
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
    /// 64 bits of source and key: 5 of FNV-1a over the source and all of the key but its last number, 34 for that number, then 25 of SHA-256 over
    /// the whole. Keys count up or tell the time, nearly all of them, so what arrives together stands together in the index and a batch writes
    /// a few of its pages instead of thousands. Of a short number the last two digits are left out; of a long one, which is a time, ten are
    /// taken: of a post's id on X those are a quarter of a second.
    /// </summary>
    internal static long Identity(SourceId source, string key)
    {
        var end = key.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var start = key.AsSpan(0, end).LastIndexOfAnyExceptInRange('0', '9') + 1;
        var digits = end - start > LongNumber ? key.AsSpan(start, 10) : key.AsSpan(start, Math.Max(0, end - start - 2));
        var kind = Fnv32(key.AsSpan(end), Fnv32(key.AsSpan(0, start), Fnv32(source.Value, 2166136261u)));
        _ = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return ((long)(kind >> 27) << 59) | (number << 25) | (Hash32(source.Value + "\n" + key) >> 7);
    }

    /// <summary>Fowler, Noll and Vo's hash (RFC 9923) of the UTF-16 units, going on from <paramref name="hash"/>.</summary>
    private static uint Fnv32(ReadOnlySpan<char> text, uint hash)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }
        return hash;
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
}
