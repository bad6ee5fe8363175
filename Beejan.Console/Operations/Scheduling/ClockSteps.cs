namespace Beejan.Operations.Scheduling;

/// <summary>Tells when the clock on the wall was set, by how much the time that really passed between two looks differs from what it shows.</summary>
internal sealed class ClockSteps(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private DateTimeOffset _shown = clock.GetUtcNow();
    private long _passed = clock.GetTimestamp();

    /// <summary>By how much it was set since the last look; negative when it was set back, about zero when it was not.</summary>
    public TimeSpan Look()
    {
        lock (_lock)
        {
            var (shown, passed) = (clock.GetUtcNow(), clock.GetTimestamp());
            var step = shown - _shown - clock.GetElapsedTime(_passed, passed);
            (_shown, _passed) = (shown, passed);
            return step;
        }
    }
}
