namespace Beejan.Ui;

/// <summary>One point of a <c>Bars</c> chart.</summary>
/// <param name="At">Where its bucket begins.</param>
/// <param name="Value">Its height, not negative.</param>
/// <param name="Low">Lower edge of what was expected.</param>
/// <param name="High">Upper edge of what was expected.</param>
/// <param name="Href">Where the column leads.</param>
public sealed record BarPoint(DateTimeOffset At, double Value, double? Low = null, double? High = null, string? Href = null);

/// <summary>The axes of a <c>Bars</c> chart.</summary>
internal static class BarScale
{
    /// <summary>The top of the value axis: 1, 2, 4, 5 or 8 times a power of ten, at least 4. It moves in steps, so a growing column seldom moves the others.</summary>
    public static double Top(double most)
    {
        if (!(most > 4))
        {
            return 4;
        }
        var power = Math.Pow(10, Math.Floor(Math.Log10(most)));
        foreach (var step in (ReadOnlySpan<double>)[1, 2, 4, 5, 8])
        {
            if (step * power >= most)
            {
                return step * power;
            }
        }
        return 10 * power;
    }

    /// <summary>How a point's time is written below the axis: the time of day within a day, with the weekday within three, the day otherwise.</summary>
    public static string Tick(DateTimeOffset at, TimeSpan range) => LagosClock.ToLagos(at).ToString(
        range <= TimeSpan.FromHours(24) ? "HH:mm" : Wide(range) ? "ddd HH:mm" : "d MMM", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>True when ticks carry weekday and time, which need twice the room.</summary>
    public static bool Wide(TimeSpan range) => range > TimeSpan.FromHours(24) && range <= TimeSpan.FromDays(3);

    /// <summary>Indexes of about <paramref name="wanted"/> evenly spread ticks.</summary>
    public static IEnumerable<int> Ticks(int count, int wanted)
    {
        var step = Math.Max(1, (int)Math.Ceiling(count / (double)wanted));
        for (var i = 0; i < count; i += step)
        {
            yield return i;
        }
    }
}
