using System.Globalization;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Email;

/// <summary>Dates of mail (RFC 5322, its obsolete forms included).</summary>
internal static partial class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>Hours from UTC of the zone names that RFC 822 knew; any other name means nothing known, so UTC (RFC 5322, 4.3).</summary>
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6, ["PST"] = -8, ["PDT"] = -7, ["CET"] = 1, ["CEST"] = 2, ["WAT"] = 1, ["BST"] = 1,
    };

    /// <summary>The time in its own offset; null when it cannot be read.</summary>
    public static DateTimeOffset? Read(string? field)
    {
        if (field is not { Length: <= 200 } || Form().Match(Comment().Replace(field, " ")) is not { Success: true } m)
        {
            return null;
        }
        var month = Array.IndexOf(Months, m.Groups["month"].Value.ToLowerInvariant()) + 1;
        var (day, year) = (Number(m, "day"), Number(m, "year"));
        year += m.Groups["year"].Length > 3 ? 0 : year < 50 && m.Groups["year"].Length == 2 ? 2000 : 1900;
        var (hour, minute, second) = (Number(m, "hour"), Number(m, "minute"), Math.Min(59, Number(m, "second")));
        var offset = Offset(m.Groups["zone"].Value);
        if (month == 0 || year is < 1 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || offset.Duration() > TimeSpan.FromHours(14))
        {
            return null;
        }
        return new DateTimeOffset(year, month, day, hour, minute, second, offset);
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static TimeSpan Offset(string zone)
    {
        if (zone is not [('+' or '-') and var sign, _, _, _, _])
        {
            return TimeSpan.FromHours(Zones.GetValueOrDefault(zone));
        }
        var number = int.Parse(zone.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);
        return new TimeSpan(number / 100, number % 100, 0) * (sign == '-' ? -1 : 1);
    }

    [GeneratedRegex(@"\((?:[^()]|\([^()]*\))*\)")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^\s*(?:[A-Za-z]{3,9}\.?\s*,?\s*)?(?<day>[0-9]{1,2})[\s-]+(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[\s-]+(?<year>[0-9]{2,4})\s*,?\s+(?<hour>[0-9]{1,2})\s*:\s*(?<minute>[0-9]{1,2})(?:\s*:\s*(?<second>[0-9]{1,2})(?:\.[0-9]+)?)?\s*(?<zone>[+-][0-9]{4}|[A-Za-z]{1,5})?",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
