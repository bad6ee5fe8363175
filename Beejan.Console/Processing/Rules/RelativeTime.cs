using System.Globalization;
using System.Text.RegularExpressions;

namespace Beejan.Processing.Rules;

/// <summary>
/// Times that mean something only beside the moment they were received: <c>Today 10:15</c>, <c>yesterday at 8pm</c>, <c>2 hours ago</c>, and days without
/// a year (<c>19 Nov</c>, <c>19/11 10:15</c>), which are the last such day. <c>Yesterday</c> alone is no time: files are loaded long after
/// they were written, and for what comes at once the receipt is as near as a midnight.
/// </summary>
internal static partial class RelativeTime
{
    private const int Longest = 48;

    /// <summary>Nobody is told of what comes after, but clocks differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromHours(24);

    /// <summary>The time as one that stands alone, for <see cref="TimeReader"/>; null when it is none of these.</summary>
    /// <param name="text">As written.</param>
    /// <param name="received">When it was received, UTC.</param>
    /// <param name="monthFirst">Whether the file writes the month before the day.</param>
    public static string? Of(string? text, DateTimeOffset received, bool monthFirst)
    {
        if (text is null || text.Length > Longest)
        {
            return null;
        }
        var written = text.Trim();
        var here = received.ToOffset(TimeReader.Lagos);
        if (Named().Match(written) is { Success: true } named)
        {
            var day = named.Groups["day"].ValueSpan.StartsWith("y", StringComparison.OrdinalIgnoreCase) ? here.AddDays(-1) : here;
            return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd} {named.Groups["clock"].Value}").Trim();
        }
        if (Ago().Match(written) is { Success: true } ago)
        {
            return (received - Span(ago.Groups["n"].Value, ago.Groups["unit"].Value)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        if (Now().IsMatch(written))
        {
            return received.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }
        if (Yearless().Match(written) is not { Success: true } date)
        {
            return null;
        }
        foreach (var year in (ReadOnlySpan<int>)[here.Year, here.Year - 1])
        {
            var whole = string.Create(CultureInfo.InvariantCulture, $"{date.Groups["day"].Value}{date.Groups["mark"].Value}{date.Groups["month"].Value}{date.Groups["mark"].Value}{year} {date.Groups["clock"].Value}").Trim();
            if (TimeReader.Read(whole, monthFirst, out var utc, out _) == TimeReading.Read && utc <= received + Skew)
            {
                return whole;
            }
        }
        return null;
    }

    private static TimeSpan Span(string number, string unit)
    {
        var count = int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        return char.ToLowerInvariant(unit[0]) switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' when !unit.StartsWith("mo", StringComparison.OrdinalIgnoreCase) => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7 * count),
            _ => TimeSpan.FromDays(30 * count),
        };
    }

    [GeneratedRegex(@"^(?<day>today|yesterday)\s*,?\s*(?:at\s+)?(?<clock>[0-9]{1,2}(?:[:.][0-9]{2}){0,2}\s?(?:[ap]\.?m\.?)?)$", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?:about\s+)?(?<n>an?|one|[0-9]{1,3})\s?(?<unit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|wks?|weeks?|months?)\s+ago$", RegexOptions.IgnoreCase)]
    private static partial Regex Ago();

    [GeneratedRegex(@"^(?:just\s+)?now$", RegexOptions.IgnoreCase)]
    private static partial Regex Now();

    // "Nov-26" may be a month of a year, and a number before a point is no day.
    [GeneratedRegex("""
        ^(?:\p{L}{3,9},?\s+)?(?:(?<day>[0-9]{1,2})(?:st|nd|rd|th)?(?<mark>[\ -])(?:of\s+)?(?<month>[A-Za-z]{3,9})|(?<month>[A-Za-z]{3,9})(?<mark>\s)(?<day>[0-9]{1,2})(?:st|nd|rd|th)?|(?<day>[0-9]{1,2})(?<mark>/)(?<month>[0-9]{1,2}))
        (?:,?\s+(?:at\s+)?(?<clock>[0-9]{1,2}(?:[:.][0-9]{2}){1,2}\s?(?:[ap]\.?m\.?)?|[0-9]{1,2}\s?[ap]\.?m\.?))?$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Yearless();
}
