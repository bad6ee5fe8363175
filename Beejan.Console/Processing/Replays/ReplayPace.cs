using Beejan.Contracts;
using Beejan.RawZone.Replays;

namespace Beejan.Processing.Replays;

/// <summary>Keeps a replay at its rate and behind live work: small pages, and a pause between them while anything live waits.</summary>
/// <param name="rate">Records a second at most; 0 as fast as live work lets.</param>
internal sealed class ReplayPace(int rate, AnsweredRecords records, IntakePressure pressure, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly long _started = clock.GetTimestamp();
    private long _done;

    /// <summary>Records judged and written together: at most a quarter of a second's worth, so that nobody waits long for the database.</summary>
    public int PageSize { get; } = rate == 0 ? 500 : Math.Clamp(rate / 4, 1, 500);

    public async Task WaitAsync(int done, CancellationToken ct)
    {
        _done += done;
        // Bounded, so that a replay beside a stream that never pauses still ends.
        for (var looks = 0; looks < 50 && (pressure.Waiting > 0 || await records.LiveWaitsAsync(ct)); looks++)
        {
            await Task.Delay(Look, clock, ct);
        }
        var due = rate == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds((double)_done / rate) - clock.GetElapsedTime(_started);
        if (due > TimeSpan.Zero)
        {
            await Task.Delay(due, clock, ct);
        }
    }
}
