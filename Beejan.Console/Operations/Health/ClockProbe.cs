using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Ui;

namespace Beejan.Operations.Health;

/// <summary>
/// Tells a clock that jumped: against the machine's own count of elapsed time, and against the newest record. Times of receipt are shown and
/// counted by that clock, so somebody should know; nothing else depends on it. Calm again ten minutes after the jump.
/// </summary>
internal sealed class ClockProbe(IBalance balance, TimeProvider clock) : IProbe
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private (DateTimeOffset Time, long Stamp) _anchor = (clock.GetUtcNow(), clock.GetTimestamp());
    private (TimeSpan By, long Stamp)? _jump;

    public string Name => "Clock";

    public async Task<ProbeResult> LookAsync(CancellationToken ct)
    {
        if (Jumped() is { } by)
        {
            return ProbeResult.Warn($"the clock jumped {LagosClock.Span(by.Duration())} {(by > TimeSpan.Zero ? "ahead" : "back")}: check its synchronisation; what arrived in between carries that time");
        }
        var newest = (await balance.ReadAsync(ct)).Select(b => b.LastReceivedAt).DefaultIfEmpty().Max();
        return newest - clock.GetUtcNow() > Tolerance
            ? ProbeResult.Warn($"the newest record is from {LagosClock.Long(newest)} Lagos, which is still to come: the clock was ahead then or is behind now")
            : ProbeResult.Ok(string.Create(CultureInfo.InvariantCulture, $"{LagosClock.Long(clock.GetUtcNow())} Lagos"));
    }

    private TimeSpan? Jumped()
    {
        lock (_lock)
        {
            var (time, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());
            var by = time - _anchor.Time - clock.GetElapsedTime(_anchor.Stamp, stamp);
            _anchor = (time, stamp);
            _jump = by.Duration() > Tolerance ? (by, stamp) : _jump is { } old && clock.GetElapsedTime(old.Stamp, stamp) > Remembered ? null : _jump;
            return _jump?.By;
        }
    }
}
