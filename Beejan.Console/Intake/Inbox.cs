using System.Threading.Channels;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Intake;

/// <summary>
/// The group commit of requests: one drainer takes whatever waits, never waits for company, lands it as one batch and answers each
/// caller only then. Bounded, so an overload is told to callers instead of eating the memory.
/// </summary>
internal sealed class Inbox : IInbox, IHostedService
{
    private const int BatchRecords = 2000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Channel<Pending> _waiting;
    private readonly IRawZone _rawZone;
    private readonly IChangeFeed _feed;
    private readonly IntakePressure _pressure;
    private readonly TimeProvider _clock;
    private readonly Task _drainer;
    private volatile Refusal? _refusal;
    private long _landingSince;

    /// <summary>The last request that was not kept; null when there was none, or something landed since.</summary>
    public Refusal? LastRefusal => _refusal;

    /// <summary>How long the batch that is being written has taken so far; zero when none is.</summary>
    public TimeSpan Writing => Interlocked.Read(ref _landingSince) is > 0 and var since ? _clock.GetElapsedTime(since) : TimeSpan.Zero;

    public Inbox(IRawZone rawZone, IChangeFeed feed, IntakePressure pressure, TimeProvider clock, IOptions<IntakeOptions> options)
    {
        (_rawZone, _feed, _pressure, _clock) = (rawZone, feed, pressure, clock);
        _waiting = Channel.CreateBounded<Pending>(new BoundedChannelOptions(options.Value.InboxCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
        _drainer = Task.Run(DrainAsync);
    }

    public async Task<Delivered> LandAsync(IReadOnlyList<RawRecord> records, CancellationToken ct)
    {
        var pending = new Pending(records);
        _pressure.Enter();
        try
        {
            var answer = !_waiting.Writer.TryWrite(pending) && !await WaitForRoomAsync(pending, ct)
                ? new Delivered.Refused(new Reason("intake.busy", "More is arriving than can be stored just now: send it again in a few seconds"))
                : await pending.Task;
            if (answer is Delivered.Refused refused)
            {
                _refusal = new Refusal(_clock.GetUtcNow(), refused.Reason);
            }
            else if (_refusal is not null)
            {
                _refusal = null;
            }
            return answer;
        }
        finally
        {
            _pressure.Leave();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes nothing more and lands what waits: whoever is still connected gets the answer.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return _drainer.WaitAsync(cancellationToken);
    }

    private async Task<bool> WaitForRoomAsync(Pending pending, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        try
        {
            await _waiting.Writer.WriteAsync(pending, either.Token);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task DrainAsync()
    {
        var taken = new List<Pending>();
        var batch = new List<RawRecord>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryPeek(out var next) && (taken.Count == 0 || batch.Count + next.Records.Count <= BatchRecords))
            {
                _waiting.Reader.TryRead(out _);
                taken.Add(next);
                batch.AddRange(next.Records);
            }
            Interlocked.Exchange(ref _landingSince, _clock.GetTimestamp());
            await LandAllAsync(taken, batch);
            Interlocked.Exchange(ref _landingSince, 0);
            taken.Clear();
            batch.Clear();
        }
    }

    /// <summary>Lands a batch. When it fails and it is no outage, each request is tried alone, so that one of them cannot fail the others.</summary>
    private async Task LandAllAsync(List<Pending> taken, IReadOnlyList<RawRecord> batch)
    {
        try
        {
            var receipts = await _rawZone.LandAsync(batch, false, CancellationToken.None);
            _feed.Publish(Topic.RawZone);
            Answers.Give(taken, (one, at) => one.TrySetResult(new Delivered.Durable(new Part(receipts, at, one.Records.Count))));
        }
        catch (Exception e) when (Outage.Is(e))
        {
            var refused = new Delivered.Refused(new Reason("storage.unavailable", e is CommitUnknownException
                ? "The store went away before it said whether it keeps the records: send them again, nothing is kept twice"
                : "The store cannot take records just now; nothing of this request was kept: send it again"));
            Answers.Give(taken, (one, _) => one.TrySetResult(refused));
        }
        catch (Exception e) when (taken.Count == 1)
        {
            Answers.Give(taken, (one, _) => one.TrySetException(e));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            foreach (var pending in taken)
            {
                await LandAllAsync([pending], pending.Records);
            }
        }
    }

    /// <summary>
    /// Tells requests their answers, some of them at a time on one thread of the pool: the drainer never does a caller's work, and a work item
    /// for each request costs as much as what it has to do.
    /// </summary>
    private sealed class Answers(Pending[] some, int from, Action<Pending, int> tell) : IThreadPoolWorkItem
    {
        private const int Together = 32;

        /// <param name="tell">Given a request and where its first record stands in the batch.</param>
        public static void Give(List<Pending> taken, Action<Pending, int> tell)
        {
            var at = 0;
            foreach (var some in taken.Chunk(Together))
            {
                ThreadPool.UnsafeQueueUserWorkItem(new Answers(some, at, tell), preferLocal: false);
                at += some.Sum(p => p.Records.Count);
            }
        }

        public void Execute()
        {
            var at = from;
            foreach (var one in some)
            {
                tell(one, at);
                at += one.Records.Count;
            }
        }
    }

    /// <summary>When a request was not kept, and why.</summary>
    internal sealed record Refusal(DateTimeOffset At, Reason Reason);

    /// <summary>One request that waits. What comes after it runs where its answer is told: see <see cref="Answers"/>.</summary>
    private sealed class Pending(IReadOnlyList<RawRecord> records) : TaskCompletionSource<Delivered>
    {
        public IReadOnlyList<RawRecord> Records => records;
    }

    /// <summary>A request's share of the batch's receipts, without copying them.</summary>
    private sealed class Part(IReadOnlyList<Receipt> all, int from, int count) : IReadOnlyList<Receipt>
    {
        public int Count => count;

        public Receipt this[int index] => all[from + index];

        public IEnumerator<Receipt> GetEnumerator()
        {
            for (var i = 0; i < count; i++)
            {
                yield return all[from + i];
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
