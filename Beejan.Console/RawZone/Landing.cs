using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Lands batches: what is known is looked up, lines are appended and fsynced, ledger rows committed, then receipts. While one batch's rows are
/// committed, the next one is looked up and goes to disk: never more than these two. Only the commit holds the database: complaints are
/// written while lines go to disk. Another process may land in between; the commit notices, and the batch is looked up again. When the
/// ledger fails the segment is cut back, and with it the batch behind; when the process dies in between, the next start finds the lines and
/// enters them (<see cref="Healing"/>).
/// </summary>
internal sealed class Landing(IDatabase database, LakeWriter lake, HandOff handOff, TimeProvider clock) : IDisposable
{
    /// <summary>Overtaken this often, a batch is looked up inside its transaction, where nobody overtakes.</summary>
    private const int Patience = 3;

    /// <summary>Digits of a counter at most.</summary>
    private const int LongNumber = 12;

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly RawIds _ids = new(database, clock);

    /// <summary>The batch whose rows are being committed; its lines are the last in its segments but for those of whoever holds <see cref="_one"/>.</summary>
    private Entry? _entering;

    public async Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, Reached? reached, CancellationToken ct) =>
        await await BeginAsync(batch, bulk, reached, ct);

    /// <summary>Returns when the lines are on disk; the task in it, when they are in the ledger. Then the next batch may begin.</summary>
    public async Task<Task<IReadOnlyList<Receipt>>> BeginAsync(IReadOnlyList<RawRecord> batch, bool bulk, Reached? reached, CancellationToken ct)
    {
        if (batch.Count == 0)
        {
            if (reached is not null)
            {
                await database.WriteAsync((db, _) => Task.FromResult(Move(db, reached, clock.GetUtcNow())), ct);
            }
            return Task.FromResult<IReadOnlyList<Receipt>>([]);
        }
        if (bulk)
        {
            await handOff.WaitForRoomAsync(ct);
        }
        var order = new Order(batch, Identify(batch), bulk, reached);
        return FinishAsync(order, await StartAsync(order, false, ct), ct);
    }

    /// <summary>Closes the open segments, between batches.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await SettleAsync();
            await lake.CloseAllAsync(ct);
            await _ids.GiveBackAsync(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<IReadOnlyList<Receipt>> FinishAsync(Order order, Entry entry, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await entry.Committed;
                return entry.Plan.Receipts;
            }
            catch (OvertakenException)
            {
                await UndoAsync(entry);
            }
            catch
            {
                await UndoAsync(entry);
                throw;
            }
            entry = await StartAsync(order, attempt >= Patience, ct);
        }
    }

    /// <summary>Looks a batch up and brings its lines to disk while the one before is still being entered, then begins to enter it.</summary>
    private async Task<Entry> StartAsync(Order order, bool lookUpInside, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            while (true)
            {
                if (lookUpInside)
                {
                    await SettleAsync();
                }
                var firstId = await _ids.TakeAsync(order.Batch.Count, ct);
                var segments = await SegmentsAsync(order.Batch, ct);
                var plan = new LandingPlan(order.Batch, order.Identities, firstId, segments, clock.GetUtcNow());
                if (!lookUpInside)
                {
                    await AppendAsync(plan, ct);
                    if (!await StandsAsync())
                    {
                        // It stands on lines that must go, and took records for known that are not.
                        plan.RollBack();
                        await SettleAsync();
                        continue;
                    }
                }
                _entering = new Entry(plan, Task.Run(() => EnterAsync(plan, order, lookUpInside, ct), CancellationToken.None));
                if (lookUpInside)
                {
                    // It writes its lines itself: nobody else may.
                    await StandsAsync();
                }
                return _entering;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Dictionary<SourceId, Segment>> SegmentsAsync(IReadOnlyList<RawRecord> batch, CancellationToken ct)
    {
        var segments = new Dictionary<SourceId, Segment>();
        foreach (var source in batch.Select(r => r.Source).Distinct())
        {
            if (lake.Open(source) is not { } open)
            {
                // A segment is closed with nothing in it that may have to be cut off again.
                await SettleAsync();
                open = await lake.SegmentAsync(source, ct);
            }
            segments[source] = open;
        }
        return segments;
    }

    private async Task AppendAsync(LandingPlan plan, CancellationToken ct)
    {
        try
        {
            await database.ReadAsync((db, _) => Task.FromResult(plan.LookUp(db, _entering?.Plan)), ct);
            plan.Append();
        }
        catch
        {
            plan.RollBack();
            throw;
        }
    }

    private async Task EnterAsync(LandingPlan plan, Order order, bool lookUpInside, CancellationToken ct)
    {
        await database.EnqueueAsync((db, stop) =>
        {
            if (lookUpInside)
            {
                plan.LookUp(db, null);
                plan.Append();
            }
            Failpoints.Reach(Failpoints.LakeFlushed);
            plan.Enter(db, order.Bulk);
            if (order.Reached is not null)
            {
                Move(db, order.Reached, plan.Now);
            }
            plan.Offer(handOff);
            stop.ThrowIfCancellationRequested();
            return Task.FromResult(0);
        }, ct);
        Failpoints.Reach(Failpoints.LedgerCommitted);
    }

    private async Task UndoAsync(Entry entry)
    {
        await _one.WaitAsync(CancellationToken.None);
        try
        {
            // Else whoever came after it has seen to it.
            if (_entering == entry)
            {
                await SettleAsync();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Waits for the batch that is being entered. False when it could not be.</summary>
    private async Task<bool> StandsAsync()
    {
        if (_entering is { } entry)
        {
            await entry.Committed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return _entering?.Committed.IsCompletedSuccessfully ?? true;
    }

    /// <summary>Waits until nothing is being entered, and cuts the lines off that could not be. Nothing may stand behind them.</summary>
    private async Task SettleAsync()
    {
        var entry = await StandsAsync() ? null : _entering;
        _entering = null;
        entry?.Plan.Withdraw(handOff);
        entry?.Plan.RollBack();
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

    /// <summary>What is to be landed.</summary>
    private sealed record Order(IReadOnlyList<RawRecord> Batch, long[] Identities, bool Bulk, Reached? Reached);

    /// <summary>A batch whose lines are on disk. <see cref="Committed"/> fails when its rows are not; see <see cref="UndoAsync"/>.</summary>
    private sealed record Entry(LandingPlan Plan, Task Committed);
}
