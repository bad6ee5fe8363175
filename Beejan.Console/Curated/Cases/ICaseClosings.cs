namespace Beejan.Curated.Cases;

/// <summary>Settles many cases at once, each at its own time: for imports whose cases were worked elsewhere, and the sandbox.</summary>
public interface ICaseClosings
{
    /// <summary>
    /// Marks the open ones of these complaints resolved at that time (first contact too, when there was none) and writes an event each.
    /// A time before the complaint was reported counts as the time it was reported. Unknown and settled ones are left alone.
    /// </summary>
    /// <returns>How many were settled.</returns>
    Task<int> SettleAsync(IReadOnlyList<(long Id, DateTimeOffset At)> cases, string actor, CancellationToken ct);
}
