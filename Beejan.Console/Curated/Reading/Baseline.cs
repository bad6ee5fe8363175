namespace Beejan.Curated.Reading;

/// <summary>
/// The middle of some days and how far chance takes a count from it. Median and median distance, because a past outage among the days must
/// not become what is usual; never less than counting itself varies (Poisson).
/// </summary>
internal static class Baseline
{
    /// <summary>Fewer days with complaints are too little past.</summary>
    public const int LeastDays = 7;

    /// <summary>So many spreads around the middle are usual. Hundreds of cells are looked at every minute, so a standout asks for more.</summary>
    public const double Wide = 3, Striking = 5;

    /// <summary>Makes the median distance comparable with a standard deviation.</summary>
    private const double Normal = 1.4826;

    /// <summary>What is usual by these days; null when they are too few.</summary>
    public static Usual? Of(IReadOnlyCollection<double> days)
    {
        if (days.Count < LeastDays)
        {
            return null;
        }
        var middle = Median(days);
        var reach = Wide * Spread(days, middle);
        return new Usual(middle, Math.Max(0, middle - reach), middle + reach);
    }

    /// <summary>How many spreads a count lies above the middle.</summary>
    public static double Surprise(double count, IReadOnlyCollection<double> days)
    {
        var middle = Median(days);
        return (count - middle) / Spread(days, middle);
    }

    private static double Spread(IReadOnlyCollection<double> days, double middle) =>
        Math.Max(Normal * Median([.. days.Select(d => Math.Abs(d - middle))]), Math.Sqrt(Math.Max(1, middle)));

    private static double Median(IReadOnlyCollection<double> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
