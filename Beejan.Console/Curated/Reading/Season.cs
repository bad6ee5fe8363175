namespace Beejan.Curated.Reading;

/// <summary>What one series is by the hour, and what its hours are usually like.</summary>
/// <param name="Counts">Complaints by hour since 1970; an hour that is missing had none.</param>
/// <param name="First">The first hour that anything is known of.</param>
internal sealed record Season(IReadOnlyDictionary<long, long> Counts, long First)
{
    public const int Week = 7 * 24;

    /// <summary>Weeks looked back on.</summary>
    public const int Weeks = 8;

    /// <summary>Fewer say nothing.</summary>
    public const int LeastWeeks = 2;

    /// <summary>A normal distribution's standard deviation is so many times its median distance from the median.</summary>
    private const double NormalSpread = 1.4826;

    public long Count(long hour) => Counts.GetValueOrDefault(hour);

    /// <summary>What the hour is usually like, from the same hour of the weeks before; null when those are too few.</summary>
    /// <param name="skip">Weeks just before it that are not looked at.</param>
    public Usual? Of(long hour, int skip = 0)
    {
        var known = new List<double>(Weeks);
        for (var week = 1 + skip; week <= Weeks + skip && hour - (week * Week) >= First; week++)
        {
            known.Add(Count(hour - (week * Week)));
        }
        if (known.Count < LeastWeeks)
        {
            return null;
        }
        var median = Median(known);
        // Counts vary by chance alone by their root, however alike the few weeks happen to be.
        return new Usual(median, Math.Max(NormalSpread * Median([.. known.Select(k => Math.Abs(k - median))]), Math.Sqrt(Math.Max(median, 1))));
    }

    /// <summary>The hours from…to against what was to be expected of them; null when nothing was. Held within half and double: more is no level but an event.</summary>
    public double? Level(long from, long to, int skip = 0)
    {
        var (actual, expected) = (0.0, 0.0);
        for (var hour = from; hour < to; hour++)
        {
            if (Of(hour, skip) is { } usual)
            {
                (actual, expected) = (actual + Count(hour), expected + usual.Median);
            }
        }
        return expected > 0 ? Math.Clamp(actual / expected, 0.5, 2) : null;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values.Count % 2 == 1 ? values[values.Count / 2] : (values[(values.Count / 2) - 1] + values[values.Count / 2]) / 2;
    }
}

/// <summary>What an hour is usually like.</summary>
/// <param name="Spread">How far from the median is still usual: about one standard deviation.</param>
internal readonly record struct Usual(double Median, double Spread)
{
    /// <summary>How many spreads a count is away.</summary>
    public double Times(double count) => (count - Median) / Spread;
}
