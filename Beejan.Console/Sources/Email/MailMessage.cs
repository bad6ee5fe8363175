using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Beejan.Contracts;
using Beejan.Sources.Text;

namespace Beejan.Sources.Email;

/// <summary>What we read of an e-mail.</summary>
internal sealed partial class MailMessage
{
    private const int LongestText = 256 * 1024;
    private const int LongestRepeated = 4 * 1024;
    private const int MostReferences = 100;
    private const int MostAttachments = 100;

    /// <summary>Who wrote it, by the field that says so best.</summary>
    private static readonly string[] Senders = ["From", "Sender", "Reply-To", "Return-Path"];

    private readonly List<Attachment> _attachments = [];
    private bool _namedSpeaks;

    private MailMessage(MimePart part)
    {
        Part = part;
        Subject = EncodedWords.Decode(part.Headers.Text("Subject") ?? "");
        From = MailAddress.Read(Senders.Select(part.Headers.Text).FirstOrDefault(field => !string.IsNullOrEmpty(field)));
        Text = Collected(part);
        if (Text.Length == 0 && SpeaksUnderAName(part))
        {
            _attachments.Clear();
            _namedSpeaks = true;
            Text = Collected(part);
        }
    }

    public MimePart Part { get; }

    /// <summary>Decoded; empty when there is none.</summary>
    public string Subject { get; }

    public MailAddress From { get; }

    /// <summary>The body as text, quoted history and signature included; empty when there is none.</summary>
    public string Text { get; }

    /// <summary>What travels with the body, in order; at most a hundred.</summary>
    public IReadOnlyList<Attachment> Attachments => _attachments;

    /// <summary>When it was sent; when that cannot be read, when the last server received it; null when neither can.</summary>
    public DateTimeOffset? Date => MailDate.Read(Part.Headers.Text("Date")) ?? MailDate.Read(Part.Headers.Text("Received") is { } received ? received[(received.LastIndexOf(';') + 1)..] : null);

    /// <summary>Ids of the messages this one answers, oldest first.</summary>
    public IReadOnlyList<string> References =>
        [.. Ids(Part.Headers.Text("References")).Concat(Ids(Part.Headers.Text("In-Reply-To"))).Distinct(StringComparer.Ordinal).Take(MostReferences)];

    /// <summary>Null when there is not one header field: then it is no e-mail.</summary>
    public static MailMessage? Read(ReadOnlyMemory<byte> bytes) => MimePart.Read(FromEscapes.Undo(bytes)) is { Headers.Count: > 0 } part ? new MailMessage(part) : null;

    /// <summary>The <c>Message-ID</c> without brackets; null when there is none.</summary>
    public static string? IdOf(MimeHeaders headers) => Ids(headers.Text("Message-ID")).FirstOrDefault();

    private static IEnumerable<string> Ids(string? field) =>
        field is null ? [] : Id().Matches(field).Select(m => Blanks().Replace(m.Groups["id"].Value, "")).Where(id => id.Length is > 0 and <= 200);

    private string Collected(MimePart part)
    {
        var text = new StringBuilder();
        Collect(part, text, 0);
        return text.ToString().Trim();
    }

    /// <summary>Adds the readable text of a part, and lists what else is in it.</summary>
    private void Collect(MimePart part, StringBuilder text, int depth)
    {
        switch (part.Kind)
        {
            case "multipart/alternative":
                var chosen = part.Parts.FindLast(p => Readable(p) && Holds(p, "text/plain")) ?? part.Parts.FindLast(p => Readable(p) && Holds(p, "text/html")) ?? part.Parts.LastOrDefault();
                foreach (var alternative in part.Parts)
                {
                    // Parts that are no alternative text (a calendar, a picture beside HTML) are still listed.
                    Collect(alternative, ReferenceEquals(alternative, chosen) ? text : new StringBuilder(), depth);
                }
                break;
            case "multipart/report":
                // What follows the words for people is for programs, or the returned message.
                part.Parts.Take(1).ToList().ForEach(first => Collect(first, text, depth));
                break;
            case var kind when kind.StartsWith("multipart/", StringComparison.Ordinal):
                part.Parts.ForEach(child => Collect(child, text, depth));
                break;
            case "message/rfc822" or "message/global" or "message/partial":
                List(part);
                // A forwarded message speaks when nobody else does.
                if (text.Length == 0 && part.Parts is [var inner])
                {
                    Collect(inner, text, depth + 1);
                }
                break;
            case "text/plain" or "text/html" when !IsAttachment(part) || (ReferenceEquals(part, Part) && part.Disposition.Value != "attachment"):
                // What is shown as a file too, as picture messages show their text, was said already.
                Append(text, Words(part) is var words && part.Name is not null && Repeats(words, text) ? "" : words);
                break;
            case var kind when IsAttachment(part) || !kind.StartsWith("text/", StringComparison.Ordinal):
                List(part);
                break;
            default:
                Append(text, Words(part));
                break;
        }
    }

    /// <summary>A name alone makes an attachment of a text, unless nothing else says anything.</summary>
    private bool IsAttachment(MimePart part) => part.IsAttachment && !(_namedSpeaks && IsNamedText(part));

    private static bool IsNamedText(MimePart part) => part.Kind is "text/plain" or "text/html" && part.Disposition.Value.Length == 0 && part.Name is not null;

    private static bool SpeaksUnderAName(MimePart part) => IsNamedText(part) || part.Parts.Exists(SpeaksUnderAName);

    private bool Readable(MimePart part) => !IsAttachment(part);

    private bool Holds(MimePart part, string kind) => part.Kind == kind
        ? !part.Body.Span.Trim(" \t\r\n"u8).IsEmpty
        : part.Kind.StartsWith("multipart/", StringComparison.Ordinal) && part.Parts.Exists(p => !IsAttachment(p) && Holds(p, kind));

    private static bool Repeats(string words, StringBuilder text)
    {
        if (text.Length > LongestRepeated || words.Length > LongestRepeated)
        {
            return false;
        }
        var said = text.ToString().Split('\n', StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
        return Array.TrueForAll(words.Split('\n', StringSplitOptions.TrimEntries), line => line.Length == 0 || said.Contains(line));
    }

    private static string Words(MimePart part)
    {
        var text = part.Text();
        text = text.Length > LongestText ? text[..LongestText] : text;
        return part.Kind == "text/html" ? HtmlText.Of(text)
            : "flowed".Equals(part.Type["format"], StringComparison.OrdinalIgnoreCase)
                ? FlowedText.Join(text, "yes".Equals(part.Type["delsp"], StringComparison.OrdinalIgnoreCase))
            : text;
    }

    private static void Append(StringBuilder text, string words)
    {
        if (!string.IsNullOrWhiteSpace(words) && text.Length < LongestText)
        {
            text.Append(text.Length > 0 && text[^1] != '\n' ? "\n" : "").Append(words);
        }
    }

    private void List(MimePart part)
    {
        if (_attachments.Count < MostAttachments)
        {
            var content = part.Content.Span;
            var name = part.Name ?? (part.Parts is [var inner] ? EncodedWords.Decode(inner.Headers.Text("Subject") ?? "") : "");
            _attachments.Add(new Attachment(Path.GetFileName(name.Replace('\\', '/')), part.Kind, content.Length, Convert.ToHexStringLower(SHA256.HashData(content))));
        }
    }

    [GeneratedRegex(@"<(?<id>[^<>]{1,400})>")]
    private static partial Regex Id();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
