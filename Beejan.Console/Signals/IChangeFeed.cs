using Beejan.Contracts;

namespace Beejan.Signals;

/// <summary>
/// Tells listeners that something changed, never what: they read again. Bursts are merged, a hint may be lost with the
/// process, so a listener also reads again by itself now and then.
/// </summary>
public interface IChangeFeed
{
    /// <summary>Call after the commit. Never blocks, never throws.</summary>
    void Publish(Topic topic);

    /// <summary>
    /// Calls <paramref name="onChange"/> on a background task, one call at a time, at most every
    /// <paramref name="quiet"/> (250 ms by default), in the execution context of the subscriber. The first change is told at once.
    /// </summary>
    IDisposable Subscribe(Topic topic, string listener, Func<Task> onChange, TimeSpan? quiet = null);
}
