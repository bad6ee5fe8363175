namespace Beejan.Sandbox.Generator;

/// <summary>When people complain: hour of the day in Lagos, day of the week, slow growth.</summary>
internal static class Rhythm
{
    /// <summary>Lagos has had no summer time since 1919.</summary>
    public static readonly TimeSpan Lagos = TimeSpan.FromHours(1);

    // Midnight first. A mean hour is 1: quiet nights, a morning rise, a dip at prayer and lunch, the evening peak.
    private static readonly double[] Hours =
        Mean([0.38, 0.24, 0.17, 0.14, 0.18, 0.36, 0.66, 0.98, 1.32, 1.52, 1.58, 1.50, 1.36, 1.28, 1.34, 1.40, 1.44, 1.50, 1.62, 1.74, 1.70, 1.40, 0.98, 0.62]);

    // Sunday first.
    private static readonly double[] Weekdays = Mean([0.72, 1.18, 1.10, 1.05, 1.04, 1.06, 0.85]);

    /// <summary>How much busier than an average hour that time is.</summary>
    public static double Factor(DateTimeOffset at)
    {
        var local = at.ToOffset(Lagos);
        return Hours[local.Hour] * Weekdays[(int)local.DayOfWeek];
    }

    /// <summary>The call centres work from 7 to 22 o'clock; what people would have called about at night comes in the day.</summary>
    public static double CallCentre(DateTimeOffset at)
    {
        var local = at.ToOffset(Lagos);
        return local.Hour is >= 7 and < 22 ? Factor(at) * 1.11 : local.Hour is 6 or 22 ? Factor(at) * 0.3 : 0;
    }

    private static double[] Mean(double[] values)
    {
        var mean = values.Average();
        return [.. values.Select(value => value / mean)];
    }
}
