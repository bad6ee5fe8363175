namespace Beejan.Contracts;

/// <summary>
/// Knows of complaints that are on their way in bulk or still wait to be judged: meanwhile hours may look emptier than they are. Implemented by
/// whoever loads or queues; whoever tells what is unusual asks all of them.
/// </summary>
public interface ILoading
{
    /// <summary>What is going on, in one line for people without a full stop; null when everything is in.</summary>
    ValueTask<string?> NowAsync(CancellationToken ct);
}
