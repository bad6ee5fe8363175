using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Processing.Rules;

/// <summary>
/// Rewrites a time that could not be read as it stands into a form that <see cref="TimeReader"/> knows: digits of other scripts, ordinals (<c>19th</c>),
/// "at" and "of" between the words, hours alone (<c>10am</c>), the clock before the date, <c>GMT+1</c>, a browser's zone in brackets, <c>Africa/Lagos</c>,
/// <c>20260131 1030</c>, JSON of Microsoft (<c>/Date(…)/</c>).
/// </summary>
internal static partial class TimeTidy
{
    private const int Longest = 80;

    /// <summary>The same time in other words; null when nothing in it could be rewritten.</summary>
    public static string? Of(ReadOnlySpan<char> text)
    {
        if (text.Length > Longest)
        {
            return null;
        }
        var written = text.ToString();
        var tidy = Plain(written);
        tidy = Microsoft().Replace(tidy, "${ms}");
        tidy = Comment().Replace(tidy, "");
        tidy = Named().Replace(tidy, "WAT");
        tidy = Compact().Replace(tidy, "${date}T${clock}");
        tidy = Ordinal().Replace(tidy, "${day}");
        tidy = Between().Replace(tidy, " ");
        tidy = HourAlone().Replace(tidy, "${hour}:00 ${half}");
        tidy = Offset().Replace(tidy, m => string.Create(CultureInfo.InvariantCulture, $" {m.Groups["sign"].Value}{int.Parse(m.Groups["h"].ValueSpan, CultureInfo.InvariantCulture):00}:{(m.Groups["m"].Success ? m.Groups["m"].Value : "00")}"));
        tidy = ClockFirst().Replace(tidy, "${date} ${clock}");
        tidy = Blanks().Replace(tidy, " ").Trim();
        return tidy == written ? null : tidy;
    }

    /// <summary>ASCII digits and blanks; marks that only say which way a text runs are left out.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                plain.Append((char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.Format)
            {
                plain.Append(char.IsWhiteSpace(c) ? ' ' : c is '\u060C' ? ',' : c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c);
            }
        }
        return plain.ToString();
    }

    [GeneratedRegex(@"^/Date\((?<ms>[0-9]{12,13})(?:[+-][0-9]{4})?\)/$")]
    private static partial Regex Microsoft();

    [GeneratedRegex(@"\s*\((?!GMT|UTC)[^()]*\)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:Africa/Lagos|West Africa (?:Standard )?Time)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    [GeneratedRegex(@"^(?<date>[0-9]{8})\s(?<clock>[0-9]{4}|[0-9]{6})$")]
    private static partial Regex Compact();

    [GeneratedRegex(@"(?<![0-9])(?<day>[0-9]{1,2})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\s+(?:at|of|by|@|the)\s+|\s+-\s+(?=[0-9]{1,2}:[0-9]{2})|\s*\bhrs?\b\.?", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"(?<![0-9:.])(?<hour>1[0-2]|0?[1-9])\s?(?<half>[ap]\.?m\.?)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex HourAlone();

    [GeneratedRegex(@"\s*\(?(?:GMT|UTC)\s?(?<sign>[+-])(?<h>[0-9]{1,2})(?::?(?<m>[0-9]{2}))?\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^(?<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\.?)?)\s*[,-]?\s+(?<date>\S.*[0-9].*)$", RegexOptions.IgnoreCase)]
    private static partial Regex ClockFirst();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
