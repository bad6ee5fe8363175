using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>
/// Lands batches: what is known is looked up, lines are appended and fsynced, ledger rows committed, then receipts. While one batch's rows are
/// committed, the next one is looked up and goes to disk: never more than these two. Only the commit holds the database: complaints are
/// written while lines go to disk. Another process may land in between; the commit notices, and the batch is looked up again. When the
/// ledger fails the segment is cut back, and with it the batch behind, once it is certain that it has failed (<see cref="SettleAsync"/>); when
/// the process dies in between, the next start finds the lines and enters them (<see cref="Healing"/>).
/// </summary>
internal sealed class Landing(IDatabase database, LakeWriter lake, HandOff handOff, TimeProvider clock) : IDisposable
{
    /// <summary>Overtaken this often, a batch is looked up inside its transaction, where nobody overtakes.</summary>
    private const int Patience = 3;

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
        var order = new Order(batch, Identities.OfAll(batch), bulk, reached);
        return FinishAsync(order, await StartAsync(order, false, ct), ct);
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
                if (lookUpInside || _entering is { Committed.IsFaulted: true })
                {
                    await SettleAsync(ct);
                }
                var firstId = await _ids.TakeAsync(order.Batch.Count, ct);
                var segments = await SegmentsAsync(order.Batch, ct);
                var plan = new LandingPlan(order.Batch, order.Identities, firstId, segments, clock.GetUtcNow());
                if (!lookUpInside)
                {
                    await AppendAsync(plan, ct);
                    if (!await EnteredAsync())
                    {
                        // It stands on lines that must go, and took records for known that are not.
                        plan.RollBack();
                        await SettleAsync(ct);
                        continue;
                    }
                }
                _entering = new Entry(plan, Task.Run(() => EnterAsync(plan, order, lookUpInside, ct), CancellationToken.None));
                if (lookUpInside)
                {
                    // It writes its lines itself: nobody else may.
                    await EnteredAsync();
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
                await SettleAsync(ct);
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
        try
        {
            await database.WriteRedoableAsync((db, stop) =>
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
        }
        catch (CommitUnknownException)
        {
            plan.IsInDoubt = true;
            // Asked at once, the answer may still be a good one.
            if (!await StandsAsync(plan))
            {
                throw;
            }
        }
        Failpoints.Reach(Failpoints.LedgerCommitted);
    }

    /// <summary>Whether the rows of a batch in doubt stand. A database that does not answer leaves it in doubt.</summary>
    private async Task<bool> StandsAsync(LandingPlan plan)
    {
        try
        {
            return await AskAsync(plan, CancellationToken.None);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            return false;
        }
    }

    private async Task<bool> AskAsync(LandingPlan plan, CancellationToken ct)
    {
        var stands = await database.WriteAsync((db, _) => Task.FromResult(plan.Stands(db)), ct);
        plan.IsInDoubt = false;
        return stands;
    }

    private async Task UndoAsync(Entry entry)
    {
        await _one.WaitAsync(CancellationToken.None);
        try
        {
            // Else whoever came after it has seen to it, or must ask again.
            if (_entering == entry && !entry.Plan.IsInDoubt)
            {
                await SettleAsync(CancellationToken.None);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Waits for the batch that is being entered. False when it could not be, or nobody knows.</summary>
    private async Task<bool> EnteredAsync()
    {
        if (_entering is { } entry)
        {
            await entry.Committed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return _entering?.Committed.IsCompletedSuccessfully ?? true;
    }

    /// <summary>
    /// Waits until nothing is being entered, and cuts the lines off that could not be. Nothing may stand behind them. While it is in doubt, the
    /// lines stay: if the rows stand, they are all there is of the records.
    /// </summary>
    private async Task SettleAsync(CancellationToken ct)
    {
        if (!await EnteredAsync() && _entering is { } entry && !(entry.Plan.IsInDoubt && await AskAsync(entry.Plan, ct)))
        {
            entry.Plan.Withdraw(handOff);
            entry.Plan.RollBack();
        }
        _entering = null;
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

    /// <summary>What is to be landed.</summary>
    private sealed record Order(IReadOnlyList<RawRecord> Batch, long[] Identities, bool Bulk, Reached? Reached);

    /// <summary>A batch whose lines are on disk. <see cref="Committed"/> fails when its rows are not; see <see cref="UndoAsync"/>.</summary>
    private sealed record Entry(LandingPlan Plan, Task Committed);
}
