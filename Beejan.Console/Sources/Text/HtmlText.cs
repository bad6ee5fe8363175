using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Text;

/// <summary>HTML as the text a reader sees: one pass, no tree, whatever is not closed.</summary>
internal static partial class HtmlText
{
    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "section", "article", "header", "footer", "address",
        "dl", "dt", "dd", "blockquote", "center", "form", "body",
    };

    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "title", "noscript", "template", "textarea", "select" };

    private const int MostUnclosed = 100;

    public static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2048)]);
        return head.Contains("<html", StringComparison.OrdinalIgnoreCase) || head.Contains("<body", StringComparison.OrdinalIgnoreCase) || head.Contains("<!doctype html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The visible text. What stands in quotation blocks gets <c>&gt; </c> in front of its lines, as in plain mail.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder(html.Length / 2);
        var (quotes, at, unclosed) = (0, 0, 0);
        while (at < html.Length)
        {
            var open = html.IndexOf('<', at);
            Append(text, html.AsSpan(at, (open < 0 ? html.Length : open) - at), quotes);
            if (open < 0)
            {
                break;
            }
            at = Tag(html, open, ref unclosed, out var name, out var closing);
            if (name.Length == 0)
            {
                continue;
            }
            if (!closing && Unseen.Contains(name))
            {
                var end = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase);
                at = end < 0 ? html.Length : end;
            }
            else if (name.Equals("blockquote", StringComparison.OrdinalIgnoreCase))
            {
                NewLine(text);
                quotes = Math.Clamp(quotes + (closing ? -1 : 1), 0, 50);
            }
            else if (Blocks.Contains(name))
            {
                NewLine(text, always: name.Equals("br", StringComparison.OrdinalIgnoreCase));
            }
            else if (name is "td" or "th" or "TD" or "TH" && text.Length > 0 && text[^1] is not ('\n' or ' '))
            {
                text.Append(' ');
            }
        }
        return Blank().Replace(text.ToString(), "\n\n").Trim();
    }

    /// <summary>Index behind the tag, comment or declaration at <paramref name="open"/>; the name is empty when it shows nothing.</summary>
    private static int Tag(string html, int open, ref int unclosed, out string name, out bool closing)
    {
        (name, closing) = ("", false);
        if (string.CompareOrdinal(html, open, "<!--", 0, 4) == 0)
        {
            var end = html.IndexOf("-->", open + 4, StringComparison.Ordinal);
            return end < 0 ? html.Length : end + 3;
        }
        var at = open + 1;
        closing = at < html.Length && html[at] == '/';
        at += closing ? 1 : 0;
        var start = at;
        while (at < html.Length && char.IsAsciiLetterOrDigit(html[at]))
        {
            at++;
        }
        name = html[start..at];
        if (name.Length == 0 && !(at < html.Length && html[at] is '!' or '?'))
        {
            // A sign, not a tag: "data < 1 GB".
            return open + 1;
        }
        var quote = '\0';
        for (; at < html.Length; at++)
        {
            var c = html[at];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && html[at - 1] is '=' or ' ' && unclosed < MostUnclosed)
            {
                quote = c;
            }
            else if (c == '>')
            {
                return at + 1;
            }
        }
        // A quote that nothing closes: the tag ends at the next bracket. Each costs a look to the end, so only so many are believed.
        unclosed++;
        var close = html.IndexOf('>', open);
        return close < 0 ? html.Length : close + 1;
    }

    private static void Append(StringBuilder text, ReadOnlySpan<char> run, int quotes)
    {
        if (run.IsEmpty)
        {
            return;
        }
        foreach (var c in run.Contains('&') ? WebUtility.HtmlDecode(run.ToString()) : run)
        {
            var blank = c is ' ' or '\t' or '\r' or '\n' or '\u00A0';
            var fresh = text.Length == 0 || text[^1] == '\n';
            if (blank && (fresh || text[^1] == ' '))
            {
                continue;
            }
            if (fresh)
            {
                text.Append('>', quotes).Append(quotes > 0 ? " " : "");
            }
            text.Append(blank ? ' ' : c);
        }
    }

    private static void NewLine(StringBuilder text, bool always = false)
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }
        if (text.Length > 0 && (always || text[^1] != '\n'))
        {
            text.Append('\n');
        }
    }

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();
}
