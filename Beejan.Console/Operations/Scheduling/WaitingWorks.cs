using System.Collections.Concurrent;

namespace Beejan.Operations.Scheduling;

/// <summary>Works whose store is away. Told when it begins and when it is over, not at every try: an outage of hours must not fill the disk with its log.</summary>
internal sealed class WaitingWorks(TimeProvider clock, ILogger<WorkJob> log)
{
    private readonly ConcurrentDictionary<string, Waiting> _waiting = new(StringComparer.Ordinal);

    /// <summary>A round met an outage.</summary>
    public void Wait(string work, Exception outage)
    {
        var waiting = _waiting.AddOrUpdate(work, _ => new Waiting(clock.GetUtcNow(), 1), (_, before) => before with { Tries = before.Tries + 1 });
        log.Log(waiting.Tries == 1 ? LogLevel.Error : LogLevel.Debug, "Work {Work} has to wait for its store ({Cause}); it is tried again by itself", work, outage.GetBaseException().Message);
    }

    /// <summary>A round ended without one.</summary>
    public void GoOn(string work)
    {
        if (!_waiting.IsEmpty && _waiting.TryRemove(work, out var waiting))
        {
            log.LogWarning("Work {Work} goes on: it had waited for its store for {Time:hh\\:mm\\:ss} and tried {Tries} times", work, clock.GetUtcNow() - waiting.Since, waiting.Tries);
        }
    }

    private sealed record Waiting(DateTimeOffset Since, int Tries);
}
