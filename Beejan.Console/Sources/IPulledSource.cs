using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>The side of a source that fetches by itself, beside the <see cref="ISource"/> that cuts and reads what it fetched.</summary>
public interface IPulledSource
{
    /// <summary>Whose records it fetches.</summary>
    SourceId Source { get; }

    /// <summary>False when it is not configured: nothing is fetched.</summary>
    bool IsOn { get; }

    /// <summary>
    /// Fetches until cancelled. What was fetched may repeat what came before, never skip any. The next is fetched only when the last was
    /// taken, so a slow store slows it down instead of filling the memory.
    /// </summary>
    /// <param name="from">The last checkpoint that was stored; null at the very first time.</param>
    /// <param name="report">Told how it goes.</param>
    /// <exception cref="PullRefusedException">The other side will not serve us as we are configured; trying again soon is no use.</exception>
    IAsyncEnumerable<Pulled> PullAsync(Checkpoint? from, PullReport report, CancellationToken ct);
}

/// <summary>Something fetched.</summary>
/// <param name="Name">For lineage: <c>stream</c>, <c>search</c>.</param>
/// <param name="Content">One delivery of the source; may be empty.</param>
/// <param name="Reached">Store it together with this content: everything up to here has been handed over. Null: not yet.</param>
public sealed record Pulled(string Name, ReadOnlyMemory<byte> Content, Checkpoint? Reached);

/// <summary>The other side refuses us: a wrong token, a right that is missing. The message says which and what to do.</summary>
public sealed class PullRefusedException(string message) : Exception(message);

/// <summary>How fetching goes, for people. Written by the source, read by pages; safe from any thread.</summary>
public sealed class PullReport
{
    private PullStatus _status = PullStatus.Idle;

    public PullStatus Status => Volatile.Read(ref _status);

    /// <summary>Changes the status; <paramref name="change"/> may be called more than once.</summary>
    public void Set(Func<PullStatus, PullStatus> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        PullStatus before, after;
        do
        {
            before = Volatile.Read(ref _status);
            after = change(before);
        }
        while (Interlocked.CompareExchange(ref _status, after, before) != before);
    }
}

/// <summary>One moment of fetching.</summary>
/// <param name="Stream">What the stream does: <c>off</c>, <c>connecting</c>, <c>connected</c>, <c>waiting</c>.</param>
/// <param name="Search">What catching up does: <c>off</c>, <c>running</c>, <c>waiting</c>, <c>resting</c>.</param>
/// <param name="Connections">Times the stream was connected since the start.</param>
/// <param name="LastHeardAt">When the last byte came, heartbeats included (UTC).</param>
/// <param name="CaughtUpAt">When the last catch-up ended (UTC).</param>
/// <param name="RetryAt">When it is tried again (UTC); null unless something waits.</param>
/// <param name="Trouble">Why it waits, in plain words; null when all is well.</param>
/// <param name="CutLines">Lines that a lost connection cut; catching up brings them whole.</param>
public sealed record PullStatus(
    string Stream, string Search, int Connections, DateTimeOffset? LastHeardAt, DateTimeOffset? CaughtUpAt, DateTimeOffset? RetryAt, string? Trouble, long CutLines)
{
    public static PullStatus Idle { get; } = new("off", "off", 0, null, null, null, null, 0);
}
