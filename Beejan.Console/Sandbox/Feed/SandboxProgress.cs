using System.Globalization;
using Beejan.Contracts;
using Beejan.Signals;
using Beejan.Ui;

namespace Beejan.Sandbox.Feed;

/// <summary>How far the first fill is. Safe from several threads: each change replaces the whole state.</summary>
internal sealed class SandboxProgress(IChangeFeed feed) : IBackgroundProgress, ILoading
{
    private volatile FillState? _state;

    public bool Running => _state is not null;

    public double? Fraction => _state is { Total: > 0 } s ? Math.Min(1, (s.Landed + s.Judged) / (2.0 * s.Total)) : null;

    public string Text => _state is not { } s ? "" : string.Create(
        CultureInfo.InvariantCulture, $"Filling the sandbox with {s.Days} days of complaints: {s.Landed:N0} of about {s.Total:N0} landed, {s.Judged:N0} judged");

    public ValueTask<string?> NowAsync(CancellationToken ct) => ValueTask.FromResult(_state is { } s ? $"the sandbox's {s.Days} days, the oldest first" : null);

    public void Report(FillState? state)
    {
        _state = state;
        feed.Publish(Topic.Sandbox);
    }
}

/// <summary>Counts in records.</summary>
internal sealed record FillState(int Days, long Landed, long Judged, long Total);
