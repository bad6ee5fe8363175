using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Files;

/// <summary>
/// Exported WhatsApp chats (<c>_chat.txt</c>): a record a message, whose key is made of its bytes, so that a later export of the same chat lands
/// only what is new. What WhatsApp wrote, media without words and what our own people said are set aside and told.
/// </summary>
internal sealed partial class Chat(FilesOptions options)
{
    public const string ContentType = "text/plain; format=whatsapp";

    private static readonly string[] Gone = ["This message was deleted", "You deleted this message", "This message was deleted by admin"];

    private readonly HashSet<string> _own = new(options.ChatOwnNames.Select(n => n.Trim()), StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the first line of a delivery begins a message.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => ChatLine.Begins(head.TrimStart("\uFEFF"u8).TrimStart("\r\n"u8), out _, out _, out _);

    public Splitter Open(BlockReader reader)
    {
        reader.Places = Charset.Utf8;
        var head = reader.Unread.Span;
        reader.Advance(head.Length - head.TrimStart("\uFEFF"u8).Length);
        var order = Order(reader.Unread.Span);
        return new PieceSplitter(new ChatCutter(options.MaxRecordBytes), (in piece, records) => records.Add(piece, ContentType, null, order));
    }

    public Parsed Read(long rawId, long root, RawRecord raw)
    {
        var bytes = raw.Payload.Span;
        if (!ChatLine.Begins(bytes, out var date, out var time, out var behind))
        {
            return new Parsed.Unreadable(new Reason("chat.no-start", "The lines stand in a WhatsApp chat but belong to no message: the export was cut or edited; export the chat again."));
        }
        var repaired = false;
        var (author, text) = ChatLine.Split(Charset.Decode(bytes[behind..], ref repaired));
        if (author is null)
        {
            return new Parsed.Ignored(new Reason("chat.system", "WhatsApp wrote this line itself (joined, left, encrypted); nobody said it."));
        }
        if (_own.Contains(author))
        {
            return new Parsed.Ignored(new Reason("chat.own", "Somebody of the house said this: the name is one of Beejan:Sources:Files:ChatOwnNames."));
        }
        var words = ChatLine.Plain(Edited().Replace(Attached().Replace(text, ""), "")).Trim();
        if (words.Length == 0)
        {
            return text.Trim().Length == 0 ? FieldValues.TextMissing("text") : new Parsed.Ignored(new Reason("chat.media", "A picture, voice note or file without words; the export has only its name."));
        }
        if (Gone.Contains(words.TrimEnd('.'), StringComparer.OrdinalIgnoreCase))
        {
            return new Parsed.Ignored(new Reason("chat.deleted", "The message was deleted before the chat was exported."));
        }
        if (text[0] == '\u200E' && !Attached().IsMatch(text))
        {
            // The mark in front says that the phone wrote it; a call, an encryption notice, a changed number.
            return new Parsed.Ignored(new Reason("chat.system", "WhatsApp wrote this line itself (joined, left, encrypted); nobody said it."));
        }
        var values = new FieldValues { Repaired = repaired };
        values.Set(Field.Text, 0, words);
        values.Set(Field.Time, 0, $"{date} {time}");
        values.Set(Number().IsMatch(author) ? Field.Phone : Field.Name, 0, author);
        return new Parsed.Ok(values.ToDraft(rawId, root, raw, Channels.Social, raw.Context));
    }

    /// <summary>
    /// What order this chat writes its dates in. A number over twelve tells; else that time never runs backwards: of the two orders the one
    /// by which it does not. Null when neither tells.
    /// </summary>
    private static string? Order(ReadOnlySpan<byte> head)
    {
        var dates = new List<string>();
        while (!head.IsEmpty)
        {
            if (ChatLine.Begins(head, out var date, out _, out _))
            {
                dates.Add(date);
            }
            var end = head.IndexOf((byte)'\n');
            head = end < 0 ? default : head[(end + 1)..];
        }
        return DayMonth.Tell([dates]) ?? ByFlow(dates);
    }

    private static string? ByFlow(List<string> dates)
    {
        var (day, month) = (true, true);
        (int Year, int A, int B)? before = null;
        foreach (var date in dates)
        {
            var parts = date.Split('/', '.', '-');
            if (parts is not [{ Length: <= 2 } first, var second, { Length: 2 or 4 } third])
            {
                return null;
            }
            var now = (Year: int.Parse(third), A: int.Parse(first), B: int.Parse(second));
            if (before is { } last)
            {
                day &= (now.Year, now.B, now.A).CompareTo((last.Year, last.B, last.A)) >= 0;
                month &= (now.Year, now.A, now.B).CompareTo((last.Year, last.A, last.B)) >= 0;
            }
            before = now;
        }
        if (day == month)
        {
            return null;
        }
        var sign = dates[0].First(c => !char.IsAsciiDigit(c));
        var year = dates[0].AsSpan(dates[0].LastIndexOf(sign) + 1).Length == 2 ? "yy" : "yyyy";
        return day ? $"dd{sign}MM{sign}{year}" : $"MM{sign}dd{sign}{year}";
    }

    /// <summary>Names of files in words of the export, which stand beside a caption or alone.</summary>
    [GeneratedRegex(
        """
        ^\u200E?<[^<>\r\n]{1,60}>\s*$ | \u200E?<attached:\s[^<>\r\n]{1,200}> | ^\u200E?[^\r\n]{1,200}\s\(file\sattached\)[\r\n]*
        | ^\u200E(?:image|video|audio|sticker|GIF|document|Contact\scard)\somitted | \u200E[^\r\n]{1,200}\.\w{2,5}\s•\s[^\r\n]{0,40}\u200Edocument\somitted
        """, RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Attached();

    [GeneratedRegex(@"\u200E?<This message was edited>\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Edited();

    /// <summary>An author who is in nobody's address book.</summary>
    [GeneratedRegex(@"^\+?[0-9][0-9\s()\u00A0\u2011.-]{6,20}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
