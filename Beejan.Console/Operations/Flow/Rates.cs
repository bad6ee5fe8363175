using Beejan.RawZone;

namespace Beejan.Operations.Flow;

/// <summary>Speeds in records a minute over one window.</summary>
public sealed record Rate(double Received, double Curated, double SetAside)
{
    public static Rate None { get; } = new(0, 0, 0);
}

/// <summary>Turns samples of running counts into speeds.</summary>
internal static class Rates
{
    /// <summary>
    /// The speed between the newest sample and the oldest one inside the window; zero with fewer than two. A replay makes counts fall:
    /// that is no speed, so it counts as zero.
    /// </summary>
    /// <param name="source">Null for all sources together.</param>
    public static Rate Over(IReadOnlyList<FlowSample> samples, TimeSpan window, string? source)
    {
        if (samples.Count < 2)
        {
            return Rate.None;
        }
        var last = samples[^1];
        // One sample's worth of slack, so that a full window is not missed by a moment.
        var first = samples.FirstOrDefault(s => s.At >= last.At - window - TimeSpan.FromSeconds(1)) ?? last;
        var minutes = (last.At - first.At).TotalMinutes;
        return minutes <= 0 ? Rate.None : new Rate(
            Speed(s => s.Received), Speed(s => s.Curated), Speed(s => s.Dropped + s.DeadLettered));

        double Speed(Func<SourceBalance, long> count) => Math.Max(0, (Sum(last, count) - Sum(first, count)) / minutes);

        long Sum(FlowSample sample, Func<SourceBalance, long> count) => sample.Sources.Where(s => source is null || s.Source == source).Sum(count);
    }
}
