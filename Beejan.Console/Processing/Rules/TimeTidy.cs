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
        tidy = Wrapped().Replace(tidy, "${time}");
        tidy = Microsoft().Replace(tidy, "${ms}");
        if (Scientific().IsMatch(tidy) && double.TryParse(tidy, NumberStyles.Float, CultureInfo.InvariantCulture, out var unix))
        {
            return unix.ToString("F0", CultureInfo.InvariantCulture);
        }
        tidy = Nanoseconds().Replace(tidy, "${us}");
        tidy = Comment().Replace(tidy, "");
        tidy = Named().Replace(tidy, "WAT");
        tidy = Compact().Replace(tidy, "${date}T${clock}");
        tidy = Packed().Replace(tidy, m => Unpack(m.Groups["a"].ValueSpan, m.Groups["b"].ValueSpan, m.Groups["c"].ValueSpan));
        tidy = Dashed().Replace(tidy, "${date} ${h}:${m}:${s}${f}");
        tidy = Milliseconds().Replace(tidy, "${s}.${ms}");
        tidy = Glued().Replace(tidy, "${day} ${month} ${year} ");
        tidy = YearFirst().Replace(tidy, "${day} ${month} ${year}");
        tidy = Loose().Replace(tidy, "${mark}");
        tidy = Comma().Replace(tidy, "${day} ");
        tidy = Ordinal().Replace(tidy, "${day}");
        tidy = Between().Replace(tidy, " ");
        tidy = Noon().Replace(tidy, m => m.Value.Contains("mid", StringComparison.OrdinalIgnoreCase) ? "00:00" : "12:00");
        tidy = WrongHalf().Replace(tidy, "${clock}");
        tidy = HourAlone().Replace(tidy, "${hour}:00 ${half}");
        tidy = TwiceZoned().Replace(tidy, "");
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

    /// <summary>20261121, or 21112026 when that is no year, month and day.</summary>
    private static string Unpack(ReadOnlySpan<char> first, ReadOnlySpan<char> second, ReadOnlySpan<char> clock)
    {
        // Four digits and four digits.
        var yearFirst = first is ['1', '9', ..] or ['2', '0', ..] && second[..2] is var month && month.CompareTo("12", StringComparison.Ordinal) <= 0 && !month.SequenceEqual("00");
        return yearFirst ? $"{first}-{second[..2]}-{second[2..]}{clock}" : $"{first[..2]}/{first[2..]}/{second}{clock}";
    }

    /// <summary><c>="…"</c> of spreadsheets, <c>{ts '…'}</c> of databases.</summary>
    [GeneratedRegex(@"^(?:=""(?<time>[^""]*)""|\{ts '(?<time>[^']*)'\})$")]
    private static partial Regex Wrapped();

    [GeneratedRegex(@"^1\.[0-9]{4,12}E\+?(?:9|09|12)$", RegexOptions.IgnoreCase)]
    private static partial Regex Scientific();

    [GeneratedRegex(@"^(?<us>1[0-9]{15})[0-9]{3}$")]
    private static partial Regex Nanoseconds();

    [GeneratedRegex(@"^(?<a>[0-9]{4})(?<b>[0-9]{4})(?<c>[ T_][0-9]{1,2}:[0-9]{2}.*)?$")]
    private static partial Regex Packed();

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[ _-](?<h>[0-9]{2})[-.](?<m>[0-9]{2})[-.](?<s>[0-9]{2})(?<f>\.[0-9]+)?$")]
    private static partial Regex Dashed();

    [GeneratedRegex(@"(?<s>:[0-9]{2}:[0-9]{2}):(?<ms>[0-9]{3})$")]
    private static partial Regex Milliseconds();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})[/-]?(?<month>[A-Za-z]{3,9})[/-]?(?<year>[0-9]{4})(?::|$|(?=\s))")]
    private static partial Regex Glued();

    [GeneratedRegex(@"^(?<year>[0-9]{4})[ /-](?<month>[A-Za-z]{3,9})[ /-](?<day>[0-9]{1,2})(?![0-9])")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<=[0-9])\s*(?<mark>[/-])\s+(?=[0-9]{1,4}(?![0-9:.]))|(?<=[0-9])\s+(?<mark>/)\s*(?=[0-9])")]
    private static partial Regex Loose();

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})\s*,\s*(?=[A-Za-z]{3})")]
    private static partial Regex Comma();

    [GeneratedRegex(@"\b12\s?noon\b|\bnoon\b|\b12\s?midnight\b|\bmidnight\b", RegexOptions.IgnoreCase)]
    private static partial Regex Noon();

    /// <summary>13:15 PM: 24 hours with a half behind them.</summary>
    [GeneratedRegex(@"(?<![0-9:])(?<clock>(?:00?|1[3-9]|2[0-3])[:.][0-9]{2}(?:[:.][0-9]{2})?)\s?[ap]\.?m\.?(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex WrongHalf();

    [GeneratedRegex(@"(?<=[+-][0-9]{2}:?[0-9]{2})\s+[A-Z]{2,5}$")]
    private static partial Regex TwiceZoned();

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

    [GeneratedRegex(@"\s+(?:at|of|by|@|the)\s+|\s+[-–—|]\s+(?=[0-9]{1,2}[:.][0-9]{2})|(?<=[0-9])\s*(?:hrs?|hours|uhr)\b\.?", RegexOptions.IgnoreCase)]
    private static partial Regex Between();

    [GeneratedRegex(@"(?<![0-9:.])(?<hour>1[0-2]|0?[1-9])\s?(?<half>[ap]\.?m\.?)(?![a-z])", RegexOptions.IgnoreCase)]
    private static partial Regex HourAlone();

    [GeneratedRegex(@"\s*\(?(?:GMT|UTC)\s?(?<sign>[+-])(?<h>[0-9]{1,2})(?::?(?<m>[0-9]{2}))?\)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Offset();

    [GeneratedRegex(@"^(?<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?[ap]\.?m\.?)?|[0-9]{1,2}\.[0-9]{2}\s?[ap]\.?m\.?)\s*[,-]?\s+(?:on\s+)?(?<date>\S.*[0-9].*)$", RegexOptions.IgnoreCase)]
    private static partial Regex ClockFirst();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
