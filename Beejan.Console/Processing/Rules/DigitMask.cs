using System.Buffers;

namespace Beejan.Processing.Rules;

/// <summary>
/// Decides what a run of digits in a text is. Groups of digits that stand together ("0803 123 4567", "4111-1111-1111-1111") are read
/// as one; the length, the shape and the words before it tell phone, card, NIN, BVN and account number apart.
/// </summary>
internal static class DigitMask
{
    // Brackets, and characters nobody sees: marks that may stand beside another mark.
    private static readonly SearchValues<char> Brackets = SearchValues.Create("()\u200B\u200C\u200D\u2060\u00AD\uFEFF");
    private const int MostGroups = 12;
    private const int MostDigits = 19;

    /// <summary>The piece to mask that starts at the digit at <paramref name="at"/>, or the end of the digits with no token.</summary>
    public static (int Start, int End, string? Token) Find(ReadOnlySpan<char> text, int at)
    {
        Span<char> digits = stackalloc char[64];
        Span<int> ends = stackalloc int[MostGroups];
        Span<int> totals = stackalloc int[MostGroups];
        var groups = Groups(text, at, digits, ends, totals);
        if (groups == 0)
        {
            return (at, EndOfDigits(text, at), null);
        }
        var start = at;
        while (start > 0 && text[start - 1] is '(' or '+')
        {
            start--;
        }
        var plus = start < at && text[start..at].Contains('+');
        start = plus ? start : at;
        for (var g = groups - 1; g >= 0; g--)
        {
            var run = digits[..totals[g]];
            if (run.Length >= 10 && Judge(text, start, at, run, totals[..(g + 1)], plus) is { } token)
            {
                return IsInEmail(text, ends[g]) ? (at, ends[g], null) : (start, ends[g], token);
            }
        }
        // Not this one; the next group may begin a number of its own.
        return (at, ends[0], null);
    }

    private static string? Judge(ReadOnlySpan<char> text, int start, int at, ReadOnlySpan<char> digits, ReadOnlySpan<int> totals, bool plus)
    {
        var single = totals.Length == 1;
        var cue = DigitCues.Before(text, start);
        var national = HasPhoneShape(totals) ? PhoneNumber.NationalOf(digits, plus) : default;
        if (!national.IsEmpty && cue is DigitCue.None or DigitCue.Phone)
        {
            return digits.Length > 10 || !single || cue == DigitCue.Phone || !IsPartOfCode(text, at) ? "[PHONE]" : null;
        }
        if (digits.Length is >= 13 and <= MostDigits && (IsLuhn(digits) ? HasCardShape(totals) : cue == DigitCue.Card))
        {
            return "[CARD]";
        }
        if (plus && digits.Length is >= 10 and <= 15 && digits[0] != '0')
        {
            return "[PHONE]";
        }
        return digits.Length switch
        {
            11 when single || cue is DigitCue.Nin or DigitCue.Bvn => cue switch
            {
                DigitCue.Bvn => "[BVN]",
                DigitCue.Nin => "[NIN]",
                DigitCue.Account => "[ACCOUNT]",
                _ => digits.StartsWith("22") ? "[BVN]" : "[NIN]",
            },
            10 when single && !IsPartOfCode(text, at) || cue == DigitCue.Account => national.IsEmpty || cue == DigitCue.Account ? "[ACCOUNT]" : "[PHONE]",
            _ => national.IsEmpty ? null : "[PHONE]",
        };
    }

    // Collects groups of digits joined by single marks; gives for each group where it ends and how many digits there are up to it.
    private static int Groups(ReadOnlySpan<char> text, int at, Span<char> digits, Span<int> ends, Span<int> totals)
    {
        var count = 0;
        var groups = 0;
        while (groups < MostGroups)
        {
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                if (count < digits.Length)
                {
                    digits[count++] = text[at];
                }
                at++;
            }
            if (count > MostDigits)
            {
                break;
            }
            ends[groups] = at;
            totals[groups++] = count;
            var next = AfterMark(text, at);
            if (next < 0)
            {
                break;
            }
            at = next;
        }
        return groups;
    }

    // Where the next group begins behind one mark, or a mark and brackets as in "+234 (0)803" and "(0803) 123"; -1 when none follows.
    private static int AfterMark(ReadOnlySpan<char> text, int at)
    {
        var start = at;
        while (at < text.Length && at - start < 3 && text[at] is ' ' or '-' or '.' or '(' or ')' or '\u00A0' or '\u2011' or '\u2013' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\u00AD' or '\uFEFF')
        {
            at++;
        }
        if (at == start || at >= text.Length || !char.IsAsciiDigit(text[at]))
        {
            return -1;
        }
        // Two plain marks in a row ("12.  500") are a sentence, not a number.
        return at - start == 1 || text[start..at].IndexOfAny(Brackets) >= 0 ? at : -1;
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }
        return at;
    }

    // A date such as 08-01-2026 is no phone: the first group has three digits at least, or all are as short as dictation has them.
    private static bool HasPhoneShape(ReadOnlySpan<int> totals)
    {
        if (totals.Length == 1 || totals[0] >= 3)
        {
            return true;
        }
        for (var g = 0; g < totals.Length; g++)
        {
            if (totals[g] - (g == 0 ? 0 : totals[g - 1]) > 2)
            {
                return totals[0] == 1 && g == 1 && totals[1] == 4;
            }
        }
        return true;
    }

    // One group, or groups of four with a shorter last one, or 4-6-4 and 4-6-5.
    private static bool HasCardShape(ReadOnlySpan<int> totals)
    {
        if (totals.Length == 1)
        {
            return true;
        }
        if (totals.Length == 3 && totals[0] == 4 && totals[1] == 10)
        {
            return true;
        }
        for (var g = 0; g < totals.Length - 1; g++)
        {
            if (totals[g] != 4 * (g + 1))
            {
                return false;
            }
        }
        return totals[^1] - totals[^2] <= 4;
    }

    private static bool IsLuhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var value = digits[digits.Length - 1 - i] - '0';
            value = i % 2 == 0 ? value : value * 2;
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    // Digits behind a letter, a currency sign or in a longer code (N7000000000, TX9012345678) are not a bare number.
    private static bool IsPartOfCode(ReadOnlySpan<char> text, int at) =>
        at > 0 && (char.IsLetter(text[at - 1]) || text[at - 1] is '₦' or '$' or '£' or '€' or '#' or '*' or '_' or '/');

    private static bool IsInEmail(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && Masker.IsLocal(text[end]))
        {
            end++;
        }
        return end < text.Length && text[end] == '@' && Masker.DomainEnd(text, end) > 0;
    }
}
