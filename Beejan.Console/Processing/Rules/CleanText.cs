using System.Buffers;
using System.Net;
using System.Text;

namespace Beejan.Processing.Rules;

/// <summary>
/// Makes text readable without changing what was said: repairs encoding, decodes HTML entities, removes control and invisible
/// characters, collapses white space, composes letters with their marks. Doing it twice gives the same as doing it once.
/// </summary>
internal static class CleanText
{
    private const int MostPasses = 12;

    // Printable ASCII without the ampersand: text of only these, with single spaces inside, is clean already.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c != '&')]);

    public static string Clean(string text)
    {
        // Each step can uncover work for another (an entity that hides a broken quote), and each only shortens the text, so this settles.
        for (var pass = 0; pass < MostPasses; pass++)
        {
            var before = text;
            if (text.AsSpan().IndexOfAnyExcept(Plain) >= 0)
            {
                text = LatinMarks.Compose(Visible(Mojibake.Repair(Entities(text))));
            }
            text = Collapse(text);
            if (text == before)
            {
                break;
            }
        }
        return text;
    }

    private static string Entities(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal))
        {
            return text;
        }
        // Chains such as &amp;amp;lt; are undone at once: one level a pass would take as many passes as an attacker likes.
        for (int length; text.Contains("&amp;amp;", StringComparison.OrdinalIgnoreCase);)
        {
            length = text.Length;
            text = text.Replace("&amp;amp;amp;amp;amp;amp;amp;amp;", "&amp;", StringComparison.OrdinalIgnoreCase)
                       .Replace("&amp;amp;", "&amp;", StringComparison.OrdinalIgnoreCase);
            if (text.Length == length)
            {
                break;
            }
        }
        return WebUtility.HtmlDecode(text);
    }

    private static string Visible(string text)
    {
        StringBuilder? output = null;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var instead = Instead(text, i);
            if (instead == c && c != '\0')
            {
                output?.Append(c);
                continue;
            }
            output ??= new StringBuilder(text.Length).Append(text, 0, i);
            if (instead != '\0')
            {
                output.Append(instead);
            }
        }
        return output?.ToString() ?? text;
    }

    // The character to show; '\0' for none.
    private static char Instead(string text, int at)
    {
        var c = text[at];
        switch (c)
        {
            case < ' ':
                return c is '\t' or '\n' or '\r' or '\v' or '\f' ? ' ' : '\0';
            case >= '\u007F' and <= '\u009F':
                return c == '\u0085' ? ' ' : '\0';
            case '\u00A0' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\u1680':
                return ' ';
            case '\u200D':
                // Joins emoji (a family, a profession); anywhere else it hides.
                return at > 0 && (char.IsLowSurrogate(text[at - 1]) || text[at - 1] is '\uFE0F' or (>= '\u2600' and <= '\u27BF')) && at + 1 < text.Length ? c : '\0';
            case '\u00AD' or '\u200B' or '\u200C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2060' and <= '\u206F') or '\uFEFF' or '\u061C' or '\u180E':
                return '\0';
            case >= '\uFF01' and <= '\uFF5E':
                return (char)(c - 0xFEE0);
            case >= '\uD800' and <= '\uDBFF':
                return at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? c : '\uFFFD';
            case >= '\uDC00' and <= '\uDFFF':
                return at > 0 && char.IsHighSurrogate(text[at - 1]) ? c : '\uFFFD';
            case '\uFFFE' or '\uFFFF':
                return '\0';
            default:
                return c;
        }
    }

    private static string Collapse(string text)
    {
        if (text.Length == 0 || (text[0] != ' ' && text[^1] != ' ' && !text.Contains("  ", StringComparison.Ordinal)))
        {
            return text;
        }
        var output = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c != ' ' || (output.Length > 0 && output[^1] != ' '))
            {
                output.Append(c);
            }
        }
        return output.ToString().TrimEnd(' ');
    }
}
