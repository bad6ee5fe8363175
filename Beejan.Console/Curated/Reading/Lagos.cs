using System.Globalization;

namespace Beejan.Curated.Reading;

/// <summary>Days as people in Lagos mean them. Nigeria keeps UTC+1 all year, so a day begins on a full UTC hour and rollups split days exactly.</summary>
public static class Lagos
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(1);

    /// <summary>The midnight that began this instant's day, <paramref name="daysBack"/> days earlier (UTC).</summary>
    public static DateTimeOffset Midnight(DateTimeOffset at, int daysBack = 0) =>
        new DateTimeOffset(at.ToOffset(Offset).Date, Offset).AddDays(-daysBack).ToUniversalTime();

    /// <summary>The full hour this instant lies in (UTC).</summary>
    public static DateTimeOffset Hour(DateTimeOffset at) =>
        DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds() / 3_600_000 * 3_600_000);

    /// <summary>
    /// Where a period begins, as URLs write it: <c>today</c>, <c>yesterday</c>, <c>24h</c> (hours back, at the full hour), <c>7d</c> (that
    /// many days, today included), a date (<c>2026-11-20</c>, its midnight in Lagos) or an RFC 3339 instant. Null when it is none of them.
    /// </summary>
    public static DateTimeOffset? Read(string text, DateTimeOffset now)
    {
        if (text is "today" or "yesterday")
        {
            return Midnight(now, text == "today" ? 0 : 1);
        }
        if (text.Length is >= 2 and <= 5 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n))
        {
            return (text[^1], n) switch
            {
                ('h', >= 1) => Hour(now).AddHours(-n),
                ('d', >= 1 and <= 3660) => Midnight(now, n - 1),
                _ => null,
            };
        }
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            // The midnight that began the first day there is lies before it.
            return day == DateOnly.MinValue ? DateTimeOffset.MinValue : new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).ToUniversalTime();
        }
        return text.Contains('T', StringComparison.Ordinal)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at : null;
    }
}
