using System.Globalization;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.Email;

/// <summary>E-mail: a message a file, as mail programs save it and mail servers deliver it into a Maildir, or a mailbox of many.</summary>
internal sealed class EmailSource(IOptions<EmailOptions> options) : FramedSource("email", "E-mail")
{
    private const string Message = "message/rfc822";

    private const int LeastWords = 5;
    private const int LongLabel = 40;

    private readonly int _limit = options.Value.MaxMessageBytes;

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var head = reader.Unread.Span;
        return Foreign(head[..Math.Min(head.Length, 8192)]) is { } foreign
            ? new PieceSplitter(new BlobCutter(foreign, 1024 * 1024), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null))
            : new PieceSplitter(new MessageCutter(_limit, MessageCutter.IsMailbox(head)), static (in piece, records) =>
                records.Add(piece, Message, piece.Fault is null ? MailMessage.IdOf(MimeHeaders.Read(piece.Bytes.Span)) : null, null));
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        if (MailMessage.Read(raw.Payload) is not { } mail)
        {
            return new Parsed.Unreadable(new Reason("email.no-headers", "This is no e-mail: it has not one header field (From, Subject, Date …)."));
        }
        if (Automatic.Of(mail.Part, mail.From, mail.Subject) is { } automatic)
        {
            return new Parsed.Ignored(automatic);
        }
        if (mail.Part.Kind == "message/partial" && mail.Part.Parts.Count == 0)
        {
            return new Parsed.Unreadable(new Reason("email.partial", "One piece of a message that was sent in several (message/partial); it cannot be read alone: ask for the message whole."));
        }
        // A subject alone is a label, unless it is a sentence: some people write nothing below it.
        var words = OwnWords.Of(mail.Text, mail.Subject);
        var own = mail.Text.Length > 0 ? words.Text : IsSentence(mail.Subject) ? mail.Subject : "";
        if (string.IsNullOrWhiteSpace(own))
        {
            return FieldValues.TextMissing("body");
        }
        var draft = new ComplaintDraft(rawId, root, raw.Source, raw.Key, raw.ObservedAt)
        {
            Channel = Channels.Email,
            Given = new Given
            {
                Text = own,
                Whole = own.Length == mail.Text.Length || mail.Text.Length == 0 ? null : mail.Text,
                Topic = mail.Subject.Length > 0 ? mail.Subject : null,
                Time = mail.Date?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) ?? mail.Part.Headers.Text("Date"),
                Phone = words.Phone,
                Name = mail.From.Name,
                Email = mail.From.Address,
                Thread = mail.References,
            },
            Attachments = mail.Attachments,
        };
        return new Parsed.Ok(own.Contains('\uFFFD', StringComparison.Ordinal)
            ? draft.Warn("encoding.repaired", "Some characters were broken and were repaired or replaced.")
            : draft);
    }

    private static bool IsSentence(string subject) =>
        subject.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= LeastWords || subject.Length >= LongLabel;

    private static string? Foreign(ReadOnlySpan<byte> head) =>
        Format.Foreign(head) is { } foreign && !(foreign == "format.binary" && MimeHeaders.Read(head).Count > 1) ? foreign : Format.IsJson(head) ? "format.json" : null;
}
