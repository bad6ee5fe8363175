using System.Globalization;

namespace Beejan.Ui;

/// <summary>
/// Times as people in Nigeria read them. Everything is kept in UTC; only what is shown passes through here. Africa/Lagos has had no
/// daylight saving since 1919, so where the zone data are missing UTC+1 is the same.
/// </summary>
public static class LagosClock
{
    /// <summary>Africa/Lagos, or a fixed UTC+1 where the machine has no zone data.</summary>
    public static TimeZoneInfo Zone { get; } =
        TimeZoneInfo.TryFindSystemTimeZoneById("Africa/Lagos", out var zone) ? zone
        : TimeZoneInfo.CreateCustomTimeZone("Africa/Lagos", TimeSpan.FromHours(1), "West Africa Time", "West Africa Time");

    /// <summary>The same instant with Lagos' offset.</summary>
    public static DateTimeOffset ToLagos(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>The calendar day in Lagos that holds the instant.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(ToLagos(at).DateTime);

    /// <summary>The instant (UTC) at which the Lagos day of <paramref name="at"/> began.</summary>
    public static DateTimeOffset Midnight(DateTimeOffset at) => Midnight(Day(at));

    /// <summary>The instant (UTC) at which that day begins in Lagos.</summary>
    public static DateTimeOffset Midnight(DateOnly day)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, Zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary><c>21 Nov, 14:05</c>; the year is added when it is not that of <paramref name="now"/>.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset now)
    {
        var local = ToLagos(at);
        return local.ToString(local.Year == ToLagos(now).Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary><c>Sat 21 Nov 2026, 14:05:09</c>.</summary>
    public static string Long(DateTimeOffset at) => ToLagos(at).ToString("ddd d MMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>14:05:09</c>.</summary>
    public static string TimeOfDay(DateTimeOffset at) => ToLagos(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>2026-11-21 13:05:09 UTC</c>, for the title of every shown time.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary><c>just now</c>, <c>4 min ago</c>, <c>in 2 h 10 m</c>, <c>3 d ago</c>; from two weeks on the short date.</summary>
    public static string Relative(DateTimeOffset at, DateTimeOffset now)
    {
        var ago = now - at;
        // A sender's clock may be a little ahead of ours.
        if (ago < TimeSpan.FromSeconds(45) && ago > TimeSpan.FromMinutes(-2))
        {
            return "just now";
        }
        if (ago.Duration() >= TimeSpan.FromDays(14))
        {
            return Short(at, now);
        }
        return ago > TimeSpan.Zero ? $"{Span(ago)} ago" : $"in {Span(ago)}";
    }

    /// <summary>A length of time in at most two units, the sign dropped: <c>40 s</c>, <c>12 min</c>, <c>2 h 10 m</c>, <c>3 d 4 h</c>.</summary>
    public static string Span(TimeSpan span)
    {
        var t = span.Duration();
        return t switch
        {
            { TotalSeconds: < 59.5 } => Text($"{Math.Round(t.TotalSeconds)} s"),
            { TotalHours: < 1 } => Text($"{Math.Floor(t.TotalMinutes)} min"),
            { TotalHours: < 24 } => t.Minutes == 0 ? Text($"{t.Hours} h") : Text($"{t.Hours} h {t.Minutes} m"),
            _ => t.Hours == 0 ? Text($"{t.Days} d") : Text($"{t.Days} d {t.Hours} h"),
        };
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
