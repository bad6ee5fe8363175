using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using Beejan.Processing.Rules;

namespace Beejan.Customers.Profiles;

/// <summary>Reads the values that profile files write in many ways. Null when a value cannot be read.</summary>
internal static partial class ProfileValues
{
    private const int MostMonths = 12 * 60;

    /// <summary>How exports write that there is nothing.</summary>
    private static readonly HashSet<string> Nothing = new(StringComparer.OrdinalIgnoreCase)
    {
        "n/a", "#n/a", "na", "null", "(null)", "none", "nil", "nan", "-", "--", "–", ".", "?", "unknown", "not available", "(blank)", "#ref!", "#value!", "#name?", "\\n",
    };

    private static readonly SearchValues<char> NumberSigns = SearchValues.Create("0123456789.");

    /// <summary>True for what stands where nothing is known: <c>N/A</c>, <c>NULL</c>, <c>-</c>.</summary>
    public static bool IsNothing(string text) => Nothing.Contains(text);

    /// <summary>A number as digits: spreadsheets write <c>2.348031230009E+12</c> for long ones. Null when digits are gone; any other text as it is.</summary>
    public static string? Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Shortened().Match(text) is not { Success: true } match)
        {
            return text;
        }
        var digits = match.Groups["first"].Value + match.Groups["more"].Value;
        return digits.Length == int.Parse(match.Groups["tens"].ValueSpan, CultureInfo.InvariantCulture) + 1 ? digits : null;
    }

    [GeneratedRegex(@"^\+?(?<first>[1-9])(?:[.,](?<more>\d+))?E\+(?<tens>\d{1,2})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shortened();

    /// <summary>Naira: <c>₦12,500.00</c>, <c>N12500</c>, <c>12.5k</c>, <c>NGN 12 500</c>.</summary>
    public static double? Naira(string text)
    {
        var t = text.Trim().Replace("₦", "", StringComparison.Ordinal);
        foreach (var sign in (ReadOnlySpan<string>)["NGN", "N", "#"])
        {
            if (t.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                t = t[sign.Length..];
                break;
            }
        }
        t = t.EndsWith("naira", StringComparison.OrdinalIgnoreCase) ? t[..^5] : t.EndsWith("NGN", StringComparison.OrdinalIgnoreCase) ? t[..^3] : t;
        t = string.Concat(t.Where(c => !char.IsWhiteSpace(c)));
        var times = t.Length > 1 ? char.ToLowerInvariant(t[^1]) switch { 'k' => 1000, 'm' => 1_000_000, _ => 1 } : 1;
        t = times > 1 ? t[..^1] : t;
        if (t.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && point < t.IndexOf(',', StringComparison.Ordinal))
        {
            // 12.500,00: what comes last parts the kobo.
            t = t.Replace(".", "", StringComparison.Ordinal);
        }
        // A comma with two digits behind it and no point is a decimal comma; any other comma groups.
        t = !t.Contains('.', StringComparison.Ordinal) && t.LastIndexOf(',') == t.Length - 3 && t.Length > 3 && t.Count(c => c == ',') == 1 ? t.Replace(',', '.') : t.Replace(",", "", StringComparison.Ordinal);
        return double.TryParse(t, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var naira) && double.IsFinite(naira) ? naira * times : null;
    }

    /// <summary>Months: <c>18</c>, <c>18 months</c>, <c>1.5 years</c>, <c>2y 3m</c>.</summary>
    /// <param name="years">A bare number counts years.</param>
    public static double? Months(string text, bool years)
    {
        double months = 0;
        // 1,5 is one and a half; the comma of "2 years, 3 months" has a space behind it.
        var rest = DecimalComma().Replace(text, ".").AsSpan().Trim();
        var whole = rest.Length;
        var any = false;
        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept(NumberSigns);
            var number = digits < 0 ? rest : rest[..digits];
            if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }
            rest = digits < 0 ? default : rest[digits..].TrimStart();
            var unit = rest.IndexOfAnyInRange('0', '9');
            var word = (unit < 0 ? rest : rest[..unit]).Trim(" ,.");
            rest = unit < 0 ? default : rest[unit..];
            months += word switch
            {
                // A second number without a word says nothing.
                _ when word.IsEmpty => number.Length < whole ? double.NaN : years ? value * 12 : value,
                _ when word.StartsWith("y", StringComparison.OrdinalIgnoreCase) => value * 12,
                _ when word.StartsWith("m", StringComparison.OrdinalIgnoreCase) => value,
                _ when word.StartsWith("d", StringComparison.OrdinalIgnoreCase) => value / 30.44,
                _ => double.NaN,
            };
            any = true;
        }
        return any && months is >= 0 and <= MostMonths ? months : null;
    }

    [GeneratedRegex(@"(?<=\d),(?=\d)")]
    private static partial Regex DecimalComma();

    /// <summary>A day, in Lagos.</summary>
    /// <param name="order">How the file writes its dates, when it tells.</param>
    public static DateTimeOffset? Day(string text, string? order) =>
        TimeReader.Read(text, order?.StartsWith('M') ?? false, out var utc, out _) == TimeReading.Read ? utc : null;

    /// <summary>An address as it is compared; null when it is none.</summary>
    public static string? Email(string text)
    {
        var t = text.Trim();
        var at = t.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == t.LastIndexOf('@') && t.IndexOf('.', at) > at + 1 && !t.EndsWith('.') && !t.Any(char.IsWhiteSpace) ? t : null;
    }

    /// <summary>A handle without <c>@</c>, also out of a link to it; null when it is none.</summary>
    public static string? Handle(string text)
    {
        var t = text.Trim().TrimEnd('/');
        t = t[(t.LastIndexOf('/') + 1)..].TrimStart('@');
        return t.Length is > 0 and <= 64 && t.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '-') ? t : null;
    }
}
