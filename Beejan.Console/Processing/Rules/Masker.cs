using System.Buffers;
using System.Text;

namespace Beejan.Processing.Rules;

/// <summary>
/// Replaces personal data in free text by tokens: <c>[PHONE] [EMAIL] [CARD] [NIN] [BVN] [ACCOUNT] [NAME]</c>. One pass that only
/// looks closer at digits and at-signs. Amounts, dates, short codes and references with letters stay. Masking twice changes nothing.
/// </summary>
internal static class Masker
{
    private static readonly SearchValues<char> Triggers = SearchValues.Create("0123456789@");
    private static readonly string[] NameCues = ["my name is ", "name is ", "my names are ", "na my name be ", "oruko mi ni ", "orúkọ mi ni ", "sunana ", "aha m bu ", "aha m bụ "];

    /// <param name="text">The text.</param>
    /// <param name="name">The customer's own name, masked wherever it is repeated; null when unknown.</param>
    /// <param name="masked">How many pieces were replaced.</param>
    public static string Mask(string text, string? name, out int masked)
    {
        masked = 0;
        text = Names(text, name, ref masked);
        var at = text.AsSpan().IndexOfAny(Triggers);
        if (at < 0)
        {
            return text;
        }
        StringBuilder? output = null;
        var copied = 0;
        while (at < text.Length)
        {
            var (start, end, token) = text[at] == '@' ? Email(text, at, copied) : DigitMask.Find(text, at);
            if (token is not null)
            {
                masked++;
                output ??= new StringBuilder(text.Length);
                output.Append(text, copied, start - copied).Append(token);
                copied = end;
            }
            var next = text.AsSpan(end).IndexOfAny(Triggers);
            if (next < 0)
            {
                break;
            }
            at = end + next;
        }
        return output is null ? text : output.Append(text, copied, text.Length - copied).ToString();
    }

    /// <summary>The end of the e-mail address whose at-sign stands at <paramref name="at"/>; -1 when it is a mention or nothing.</summary>
    internal static int DomainEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        var dot = -1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
        {
            dot = text[end] == '.' && end > at + 1 && end + 1 < text.Length && char.IsLetter(text[end + 1]) ? end : dot;
            end++;
        }
        while (end > at && text[end - 1] is '.' or '-')
        {
            end--;
        }
        return dot > 0 && dot < end - 1 ? end : -1;
    }

    internal static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-';

    private static (int Start, int End, string? Token) Email(string text, int at, int from)
    {
        var start = at;
        while (start > from && IsLocal(text[start - 1]))
        {
            start--;
        }
        var end = start < at ? DomainEnd(text, at) : -1;
        return end < 0 ? (at, at + 1, null) : (start, end, "[EMAIL]");
    }

    private static string Names(string text, string? name, ref int masked)
    {
        name = name?.Trim();
        if (name is { Length: >= 5 } && name.Contains(' ', StringComparison.Ordinal))
        {
            text = Replace(text, name, ref masked);
            var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            text = parts.Length == 2 ? Replace(text, $"{parts[1]} {parts[0]}", ref masked) : text;
        }
        if (!text.Contains("name", StringComparison.OrdinalIgnoreCase) && !text.Contains("sunana", StringComparison.OrdinalIgnoreCase)
            && !text.Contains(" mi ni ", StringComparison.OrdinalIgnoreCase) && !text.Contains("aha m", StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }
        foreach (var cue in NameCues)
        {
            var at = text.IndexOf(cue, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && CapitalisedRun(text, at + cue.Length) is var end && end > at + cue.Length)
            {
                masked++;
                text = string.Concat(text.AsSpan(0, at + cue.Length), "[NAME]", text.AsSpan(end));
            }
        }
        return text;
    }

    // Up to three words with a capital and small letters behind it; text written all in capitals tells nothing.
    private static int CapitalisedRun(string text, int at)
    {
        var end = at;
        for (var words = 0; words < 3 && at < text.Length && char.IsUpper(text[at]); words++)
        {
            var stop = at + 1;
            while (stop < text.Length && (char.IsLower(text[stop]) || LatinMarks.IsMark(text[stop]) || (text[stop] is '-' or '\'' && stop + 1 < text.Length && char.IsLetter(text[stop + 1]))))
            {
                stop++;
            }
            if (stop - at < 2)
            {
                break;
            }
            end = stop;
            at = stop < text.Length && text[stop] == ' ' ? stop + 1 : text.Length;
        }
        return end;
    }

    private static string Replace(string text, string name, ref int masked)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                masked++;
                text = string.Concat(text.AsSpan(0, at), "[NAME]", text.AsSpan(end));
                end = at + 6;
            }
            at = Math.Min(end, text.Length);
        }
        return text;
    }
}
