namespace Beejan.Serving.Reports.Excel;

/// <summary>Excel's day numbers: days since 30 December 1899, the time of day as a fraction, no zone.</summary>
internal static class ExcelDate
{
    /// <summary><see cref="DateOnly.DayNumber"/> of Excel's day 0.</summary>
    public const int Epoch = 693_593;

    /// <summary>Digits of the fraction: to less than a microsecond, so that no second is ever shown one too low.</summary>
    public const int Digits = 11;

    private const int FirstTrueDay = 61;
    private const long Scale = 100_000_000_000;
    private const long MillisecondsADay = 86_400_000;

    /// <summary>False before 1 March 1900, where Excel's calendar has a day that never was.</summary>
    public static bool TrySplit(DateTime local, out int days, out long fraction)
    {
        var milliseconds = local.Ticks / TimeSpan.TicksPerMillisecond;
        (var day, var rest) = Math.DivRem(milliseconds, MillisecondsADay);
        days = (int)day - Epoch;
        fraction = ((rest * Scale) + (MillisecondsADay / 2)) / MillisecondsADay;
        return days >= FirstTrueDay;
    }
}
