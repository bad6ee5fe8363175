using System.Buffers;
using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>Reads subscriber numbers in the forms people and systems write them.</summary>
internal static class PhoneNumber
{
    private const int MostDigits = 15;

    /// <summary>Fewer digits behind the point were rounded.</summary>
    private const int LeastFraction = 8;

    private static readonly SearchValues<char> Thousands = SearchValues.Create("0123456789,");

    /// <summary>What people put between two numbers.</summary>
    private static readonly SearchValues<char> Between = SearchValues.Create("/,;|&\n");

    /// <summary>
    /// +234 and ten digits for a Nigerian number, another country's number as <c>+…</c>; null when it is not a number or not a whole one.
    /// </summary>
    public static string? Read(ReadOnlySpan<char> text)
    {
        if (One(text) is { } number)
        {
            return number;
        }
        // Two numbers in one cell: the first that is one. Excel's ="0803…" keeps a zero in a CSV.
        var rest = text.Trim("= \t\"'");
        while (rest.IndexOfAny(Between) is >= 0 and var end)
        {
            if (One(rest[..end]) is { } first)
            {
                return first;
            }
            rest = rest[(end + 1)..];
        }
        return rest.Length == text.Length ? null : One(rest);
    }

    private static string? One(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        text = AfterScheme(text);
        text = BeforeHost(text);
        if (Spreadsheet(text) is { } whole)
        {
            return Read(whole, plus: false);
        }
        if (text.EndsWith(".0", StringComparison.Ordinal) && text.IndexOfAnyExceptInRange('0', '9') == text.Length - 2)
        {
            text = text[..^2]; // a spreadsheet's number cell
        }
        Span<char> digits = stackalloc char[MostDigits + 2];
        var count = 0;
        var plus = false;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                if (count == digits.Length)
                {
                    return null;
                }
                digits[count++] = c;
            }
            else if (c == '+' && count == 0 && !plus)
            {
                plus = true;
            }
            else if (c is not (' ' or '-' or '.' or '(' or ')' or '[' or ']' or '/' or '\'' or '\u00A0' or '\u2011' or '\u2013' or '\u2014' or '\u200B' or '\u202A' or '\u202C'))
            {
                return null;
            }
        }
        return Read(digits[..count], plus);
    }

    private static string? Read(ReadOnlySpan<char> digits, bool plus)
    {
        if (digits.StartsWith("009234") && !plus)
        {
            // How one dialled abroad from Nigeria before 00.
            digits = digits[3..];
            plus = true;
        }
        if (digits.StartsWith("00") && !plus)
        {
            digits = digits[2..];
            plus = true;
        }
        if (NationalOf(digits, plus) is { IsEmpty: false } national)
        {
            return string.Concat("+234", national);
        }
        return plus && digits.Length is >= 7 and <= MostDigits && digits[0] != '0' && !digits.StartsWith("234") ? string.Concat("+", digits) : null;
    }

    /// <summary>The ten national digits when these digits are a Nigerian number in any of its forms; empty otherwise.</summary>
    public static ReadOnlySpan<char> NationalOf(ReadOnlySpan<char> digits, bool plus)
    {
        var national = digits.Length switch
        {
            10 when !plus => digits,
            11 when !plus && digits[0] == '0' => digits[1..],
            13 when digits.StartsWith("234") => digits[3..],
            14 when digits.StartsWith("2340") => digits[4..],
            15 when digits.StartsWith("00234") => digits[5..],
            16 when digits.StartsWith("002340") => digits[6..],
            _ => default,
        };
        return IsMobile(national) || (IsLandline(national) && (plus || digits.Length > 10)) ? national : default;
    }

    private static bool IsMobile(ReadOnlySpan<char> national) => national.Length == 10 && national[0] is '7' or '8' or '9' && national[1] is '0' or '1';

    // Since 2021 landlines are 0201 (Lagos) … 0209 and seven digits.
    private static bool IsLandline(ReadOnlySpan<char> national) => national.Length == 10 && national[0] == '2' && national[1] == '0' && national[2] is >= '1' and <= '9';

    /// <summary>The number in an address of a messenger or exchange: <c>2348031234567:12@s.whatsapp.net</c>.</summary>
    private static ReadOnlySpan<char> BeforeHost(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        if (at < 0)
        {
            return text;
        }
        var device = text[..at].IndexOf(':');
        return text[..(device > 0 ? device : at)];
    }

    /// <summary>
    /// The digits of a number that a spreadsheet shows in thousands (<c>2,348,031,234,567</c>) or with an exponent. 2.34803E+12 has lost the subscriber
    /// and is no number any more.
    /// </summary>
    private static string? Spreadsheet(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        if (e > 2 && (text[1] is '.' or ',') && int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            && exponent is >= 9 and <= 14 && text[2..e].IndexOfAnyExceptInRange('0', '9') < 0 && e - 2 <= exponent && e - 2 >= LeastFraction && char.IsAsciiDigit(text[0]))
        {
            return string.Concat(text[..1], text[2..e]).PadRight(exponent + 1, '0');
        }
        var comma = text.IndexOf(',');
        if (text.Length is < 13 or > 17 || comma is < 1 or > 3 || text.IndexOfAnyExcept(Thousands) >= 0)
        {
            return null;
        }
        for (var i = comma; i < text.Length; i += 4)
        {
            if (text[i] != ',' || i + 4 > text.Length || text[(i + 1)..(i + 4)].Contains(','))
            {
                return null;
            }
        }
        return text.ToString().Replace(",", "", StringComparison.Ordinal);
    }

    private static ReadOnlySpan<char> AfterScheme(ReadOnlySpan<char> text)
    {
        foreach (var scheme in (ReadOnlySpan<string>)["tel:", "whatsapp:", "sms:", "sip:"])
        {
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase))
            {
                return text[scheme.Length..];
            }
        }
        return text;
    }
}
