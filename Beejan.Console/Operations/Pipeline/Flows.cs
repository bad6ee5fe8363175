using System.Globalization;
using Beejan.Operations.Flow;
using Beejan.RawZone;
using Beejan.Ui;

namespace Beejan.Operations.Pipeline;

/// <summary>What the pipeline page shows, computed from samples.</summary>
public sealed record Flows(IReadOnlyList<SourceFlow> Sources, SourceBalance Total, Rate Minute, Rate FiveMinutes, DateTimeOffset At)
{
    /// <summary>Received minus all that is accounted for: 0, or something is lost or counted twice.</summary>
    public long Difference => Total.Received - Total.Duplicates - Total.Curated - Total.Dropped - Total.DeadLettered - Total.InFlight;

    /// <summary>The parts of the conservation bar, in the order of a record's way.</summary>
    public IReadOnlyList<SharePart> Parts =>
    [
        new("Curated", Total.Curated, "tone-good"),
        new("Duplicates", Total.Duplicates, "series-4"),
        new("Dropped on purpose", Total.Dropped, "tone-neutral"),
        new("Dead letters", Total.DeadLettered, "tone-bad", "/dead-letters"),
        new("In flight", Total.InFlight, "tone-info"),
    ];

    /// <summary>How long the queue takes at the speed of the last minute; null when it is empty or stands still.</summary>
    public TimeSpan? Lag => Total.InFlight > 0 && Minute.Curated + Minute.SetAside > 0
        ? TimeSpan.FromMinutes(Total.InFlight / (Minute.Curated + Minute.SetAside)) : null;

    internal static Flows Of(IReadOnlyList<FlowSample> samples)
    {
        var last = samples[^1];
        var total = last.Sources.Aggregate(
            new SourceBalance("all", 0, 0, 0, 0, 0, 0, 0, default),
            (sum, s) => new SourceBalance("all", sum.Received + s.Received, sum.Landed + s.Landed, sum.Duplicates + s.Duplicates, sum.Curated + s.Curated,
                sum.Dropped + s.Dropped, sum.DeadLettered + s.DeadLettered, sum.InFlight + s.InFlight, s.LastReceivedAt > sum.LastReceivedAt ? s.LastReceivedAt : sum.LastReceivedAt));
        return new Flows(
            [.. last.Sources.Select(s => new SourceFlow(s, Rates.Over(samples, TimeSpan.FromMinutes(1), s.Source), Rates.Over(samples, TimeSpan.FromMinutes(5), s.Source)))],
            total, Rates.Over(samples, TimeSpan.FromMinutes(1), null), Rates.Over(samples, TimeSpan.FromMinutes(5), null), last.At);
    }

    /// <summary><c>1,240 /min</c>; one decimal below ten.</summary>
    public static string Speed(double perMinute) =>
        perMinute.ToString(perMinute is > 0 and < 9.95 ? "0.0" : "#,0", CultureInfo.InvariantCulture) + " /min";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>One source's line.</summary>
public sealed record SourceFlow(SourceBalance Balance, Rate Minute, Rate FiveMinutes);
