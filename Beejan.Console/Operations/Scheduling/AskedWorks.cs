using System.Collections.Concurrent;

namespace Beejan.Operations.Scheduling;

/// <summary>
/// Works that were asked for and have not begun. Every landed batch asks, and one round answers all that asked before it began: without this
/// the scheduler would keep a trigger for each of them, and a work that is slower than what arrives would run on through thousands of empty rounds.
/// </summary>
internal sealed class AskedWorks
{
    private readonly ConcurrentDictionary<string, byte> _asked = new(StringComparer.Ordinal);

    /// <summary>False when it was asked for before and has not begun since.</summary>
    public bool TryAsk(string work) => _asked.TryAdd(work, 0);

    /// <summary>It begins now, or could not be started: whoever asks from here on asks for another round.</summary>
    public void Begin(string work) => _asked.TryRemove(work, out _);
}
