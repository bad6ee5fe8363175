using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Text;

namespace Beejan.Sources.Email;

/// <summary>
/// Encoded words in fields (RFC 2047): <c>=?utf-8?B?…?=</c>. Blanks between two of them vanish, and the bytes of neighbours in one
/// character set are joined before they are decoded, because senders cut characters in half.
/// </summary>
internal static partial class EncodedWords
{
    /// <summary>The field with its encoded words decoded; control characters become blanks.</summary>
    public static string Decode(string field)
    {
        if (!field.Contains("=?", StringComparison.Ordinal))
        {
            return Plain(field);
        }
        var text = new StringBuilder(field.Length);
        var waiting = new List<byte>();
        string? charset = null;
        var at = 0;
        foreach (var word in Word().EnumerateMatches(field))
        {
            var match = Word().Match(field, word.Index, word.Length);
            var between = field.AsSpan(at, word.Index - at);
            var name = match.Groups["charset"].Value.Split('*')[0];
            var joined = charset is not null && between.IsWhiteSpace();
            if (!joined || !name.Equals(charset, StringComparison.OrdinalIgnoreCase))
            {
                Flush(text, waiting, charset);
            }
            if (!joined)
            {
                text.Append(between);
            }
            charset = name;
            var encoded = Encoding.UTF8.GetBytes(match.Groups["text"].Value);
            waiting.AddRange(match.Groups["encoding"].Value is "B" or "b" ? TransferEncoding.Base64(encoded) : TransferEncoding.Q(encoded));
            at = word.Index + word.Length;
        }
        Flush(text, waiting, charset);
        return Plain(text.Append(field.AsSpan(at)).ToString());
    }

    private static void Flush(StringBuilder text, List<byte> waiting, string? charset)
    {
        if (waiting.Count > 0)
        {
            text.Append(MimeCharset.Decode(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(waiting), MimeCharset.Named(charset)));
            waiting.Clear();
        }
    }

    private static string Plain(string text) => text.AsSpan().ContainsAnyInRange('\0', '\x1F') ? Controls().Replace(text, " ").Trim() : text.Trim();

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,60})\?(?<encoding>[bBqQ])\?(?<text>.{0,8000}?)\?=", RegexOptions.ExplicitCapture)]
    private static partial Regex Word();

    [GeneratedRegex(@"[\x00-\x1F]+")]
    private static partial Regex Controls();
}
