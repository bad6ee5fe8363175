using System.Diagnostics;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Operations.Health;

/// <summary>Asks all probes at once and remembers the answer for ten seconds, so that no scraper can wear the system down.</summary>
internal sealed class Doctor(IEnumerable<IProbe> probes, TimeProvider clock, ILogger<Doctor> log) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1, 1);
    private HealthReport? _last;

    public async Task<HealthReport> ReportAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_last is { } known && (clock.GetUtcNow() - known.At).Duration() < Fresh)
            {
                return known;
            }
            var lines = await Task.WhenAll(probes.Select(probe => LookAsync(probe, ct)));
            return _last = new HealthReport(lines.Select(l => l.State).Aggregate(HealthStates.Ok, HealthStates.Worse), clock.GetUtcNow(), lines);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ProbeLine> LookAsync(IProbe probe, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        ProbeResult result;
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            result = await probe.LookAsync(patience.Token).WaitAsync(Patience, clock, ct);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !ct.IsCancellationRequested)
        {
            result = ProbeResult.Down("did not answer within five seconds");
        }
        catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException)
        {
            log.LogWarning(Outage.Trace(e), "Health probe {Probe} failed ({Cause})", probe.Name, e.GetBaseException().Message);
            result = ProbeResult.Down($"failed with {e.GetBaseException().GetType().Name}; the log of this time says more");
        }
        return new ProbeLine(probe.Name, result.State, result.Detail, Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 1));
    }
}
