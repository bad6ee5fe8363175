using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources.Files;

/// <summary>
/// The first line of a message in an exported WhatsApp chat: <c>31/12/2026, 23:59 - Ada: text</c> (Android) or
/// <c>[31/12/2026, 23:59:58] Ada: text</c> (iOS), 12 or 24 hours, the day's order and signs as the phone's language has them.
/// </summary>
internal static partial class ChatLine
{
    /// <summary>The longest a date and its time are, bytes.</summary>
    public const int Longest = 64;

    private static readonly SearchValues<char> Marks = SearchValues.Create("\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069\uFEFF");

    /// <summary>Where the line's text begins behind date and time, and those; false when a message does not begin here.</summary>
    /// <param name="line">May be cut behind <see cref="Longest"/> bytes.</param>
    /// <param name="date">As written, without the time.</param>
    /// <param name="time">The time with colons, and AM or PM in a 12-hour chat.</param>
    /// <param name="behind">Bytes of the line before the author.</param>
    public static bool Begins(ReadOnlySpan<byte> line, out string date, out string time, out int behind)
    {
        (date, time, behind) = ("", "", 0);
        // Nearly every line of a long message fails here: it begins with a letter.
        if (line is not [(>= (byte)'0' and <= (byte)'9') or (byte)'[' or 0xE2 or 0xEF, ..])
        {
            return false;
        }
        var head = Encoding.UTF8.GetString(line[..Math.Min(line.Length, Longest)]);
        if (Start().Match(head) is not { Success: true } start)
        {
            return false;
        }
        var half = start.Groups["half"].Value;
        date = start.Groups["date"].Value.TrimEnd('.');
        time = start.Groups["clock"].Value.Replace('.', ':') + (half.Length == 0 ? "" : half[0] is 'a' or 'A' ? " AM" : " PM");
        behind = Encoding.UTF8.GetByteCount(head.AsSpan(0, start.Length));
        return true;
    }

    /// <summary>Who wrote it and what; no author when WhatsApp itself did.</summary>
    /// <param name="text">Behind date and time, all lines.</param>
    public static (string? Author, string Text) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        colon = colon < 0 && text.TrimEnd().EndsWith(':') ? text.IndexOf(':', StringComparison.Ordinal) : colon;
        // Ada changed the subject to "Help: no network": a quote or a line end is in nobody's name.
        return colon is < 1 or > 100 || text.AsSpan(0, colon).ContainsAny(NoName) ? (null, text)
            : (Plain(text[..colon]).TrimStart('~', ' ', '\u202F', '\u00A0'), text[Math.Min(colon + 2, text.Length)..]);
    }

    /// <summary>Without the marks that steer the direction of writing.</summary>
    public static string Plain(string text) => !text.AsSpan().ContainsAny(Marks) ? text : string.Concat(text.Where(c => !Marks.Contains(c)));

    private static readonly SearchValues<char> NoName = SearchValues.Create("\"“”\r\n");

    // The sign behind the time tells a chat from a table or a letter that begins with a date.
    [GeneratedRegex(
        """
        ^[\u200E\uFEFF]*(?:
            \[(?<date>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\.?),?\s(?:\p{L}{1,4}\s)?(?<clock>[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?)(?:\s?(?<half>[AaPp]\.?\s?[Mm])\.?)?\]\s
            |(?<date>[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}\.?),?\s(?:\p{L}{1,4}\s)?(?<clock>[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2})?)(?:\s?(?<half>[AaPp]\.?\s?[Mm])\.?)?\s-\s
        )
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Start();
}
