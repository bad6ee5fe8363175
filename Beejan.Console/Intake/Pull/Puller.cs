using System.Globalization;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;

namespace Beejan.Intake.Pull;

/// <summary>
/// Lands what one pulled source fetches, in order, each checkpoint in the transaction of what it covers. When landing or fetching fails it stops,
/// waits longer each time and begins again at the checkpoint: the circuit breaker that people see. A paused source fetches nothing.
/// </summary>
internal sealed class Puller(IPulledSource pulled, ISource source, IRawZone rawZone, IChangeFeed feed, SourceControls controls, SourceSchemas schemas, TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1),
    ];

    private volatile BreakerState _breaker = BreakerState.Closed;

    public string Source => source.Id.Value;

    /// <summary>How fetching goes.</summary>
    public PullReport Report { get; } = new();

    public BreakerState Breaker => _breaker;

    public async Task RunAsync(CancellationToken ct)
    {
        while (true)
        {
            await WhilePausedAsync(ct);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
            void StopWhenPaused()
            {
                if (controls.IsPaused(Source))
                {
                    stop.Cancel();
                }
            }
            controls.Changed += StopWhenPaused;
            try
            {
                await OnceAsync(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested && !ct.IsCancellationRequested)
            {
                continue;
            }
            catch (Exception e) when (e is not OutOfMemoryException && !ct.IsCancellationRequested)
            {
                await OpenAsync(e, ct);
            }
            finally
            {
                controls.Changed -= StopWhenPaused;
            }
        }
    }

    private async Task OnceAsync(CancellationToken ct)
    {
        var from = await rawZone.CheckpointAsync(source.Id, ct);
        await foreach (var part in pulled.PullAsync(from, Report, ct))
        {
            var records = new List<RawRecord>();
            if (!part.Content.IsEmpty)
            {
                using var content = new MemoryStream(part.Content.ToArray(), writable: false);
                await foreach (var record in source.SplitAsync(new Delivery(part.Name, null, content, clock.GetUtcNow()), ct))
                {
                    records.Add(Keys.Normalise(record));
                }
            }
            if (await schemas.CheckAsync(Source, records, ct) is { } frozen)
            {
                throw new PullRefusedException(frozen.Message);
            }
            if (part.Reached is { } reached)
            {
                await rawZone.LandAsync(records, new Reached(source.Id, reached), ct);
            }
            else if (records.Count > 0)
            {
                await rawZone.LandAsync(records, false, ct);
            }
            if (records.Count > 0)
            {
                feed.Publish(Topic.RawZone);
            }
            _breaker = BreakerState.Closed;
        }
    }

    private async Task OpenAsync(Exception e, CancellationToken ct)
    {
        var failures = _breaker.Failures + 1;
        var wait = Steps[Math.Min(failures, Steps.Length) - 1];
        var cause = e is PullRefusedException ? e.Message
            : Outage.Is(e) ? "the store cannot take records just now"
            : $"it failed with {e.GetType().Name}; the log of this time says more";
        _breaker = new BreakerState(failures, clock.GetUtcNow() + wait, cause);
        log.LogWarning(e, "Fetching {Source} stopped, failure {Failures}; next try in {Wait}", Source, failures, wait.ToString(null, CultureInfo.InvariantCulture));
        feed.Publish(Topic.Sources);
        await Task.Delay(wait, clock, ct);
    }

    private async Task WhilePausedAsync(CancellationToken ct)
    {
        while (controls.IsPaused(Source))
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            void Wake() => changed.TrySetResult();
            controls.Changed += Wake;
            try
            {
                if (controls.IsPaused(Source))
                {
                    await changed.Task.WaitAsync(ct);
                }
            }
            finally
            {
                controls.Changed -= Wake;
            }
        }
    }
}

/// <summary>The circuit breaker of a pulled source.</summary>
/// <param name="Failures">In a row; 0 means closed: it fetches.</param>
/// <param name="RetryAt">When it is tried again (UTC).</param>
/// <param name="Cause">Why it opened, in plain words.</param>
internal sealed record BreakerState(int Failures, DateTimeOffset? RetryAt, string? Cause)
{
    public static BreakerState Closed { get; } = new(0, null, null);
}
