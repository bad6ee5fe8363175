using System.Text;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Json;

/// <summary>Reads deliveries of JSON whose members are recognised by their names: one object, many, one a line, in a list, or in lists somewhere inside.</summary>
/// <param name="table">Which names mean which field.</param>
/// <param name="limit">Longest record, bytes.</param>
/// <param name="textSetting">Where the right name of the complaint can be told, for the reason that asks for it.</param>
internal sealed class JsonTable(FieldTable table, int limit, string textSetting)
{
    public const string ContentType = "application/json";

    /// <summary>The context of what stands around an array of complaints.</summary>
    public const string Envelope = "{\"envelope\":true}";

    private const int MostNames = 20;

    /// <summary>States of messages that went out.</summary>
    private static readonly string[] Reports = ["sent", "delivered", "read", "failed", "played", "warning"];

    /// <summary>What comes without words as often as with them.</summary>
    private static readonly string[] Wordless = ["attachment", "attachments", "sticker", "star_rating", "starRating", "rating", "im:rating"];

    /// <summary>When a record changed last: its time when it tells no other.</summary>
    private static readonly FieldTable Changed = new(new Dictionary<Field, string[]> { [Field.Time] = ["updated", "updated at", "last modified", "modified", "last updated", "edited at"] }, new Dictionary<string, string[]>());

    private const int LeastWords = 5;

    /// <summary>Begins cutting <c>{"data":[…]}</c> member by member; null for any other delivery.</summary>
    public Splitter? OpenEnvelope(BlockReader reader) =>
        EnvelopeCutter.For(reader.Unread.Span, limit, IsComplaint) is not { } envelope ? null : new PieceSplitter(envelope, (in piece, records) =>
            records.Add(piece, ContentType, envelope.IsEnvelope ? null : JsonFields.Key(piece.Bytes.Span, table), envelope.IsEnvelope ? Envelope : null));

    /// <summary>Begins cutting any delivery of JSON.</summary>
    public Splitter Open(BlockReader reader) => OpenEnvelope(reader)
        ?? new PieceSplitter(TextDelivery.Begin(reader, limit, out var charset), (in piece, records) => Add(piece, charset, records));

    /// <summary>Adds the record of a piece, or those of the lists in it.</summary>
    public void Add(in Piece piece, Charset charset, Records records)
    {
        if (!JsonPush.TryAdd(piece, table, records, one => JsonFields.Key(one.Span, table)))
        {
            records.Add(piece, charset.Width == 1 ? ContentType : $"{ContentType}; charset={charset.Name}", JsonFields.Key(piece.Bytes.Span, table), null);
        }
    }

    /// <summary>What a record says, by field; null with the answer when it says nothing. The text is never null.</summary>
    /// <param name="raw">The record.</param>
    /// <param name="json">Its bytes in UTF-8.</param>
    /// <param name="answer">Why it is no complaint.</param>
    public FieldValues? Read(RawRecord raw, ReadOnlySpan<byte> json, out Parsed? answer)
    {
        if (raw.Context == Envelope)
        {
            answer = new Parsed.Ignored(new Reason("delivery.envelope", "What the JSON says around its array of complaints; each of those is a record of its own."));
            return null;
        }
        var values = new FieldValues();
        if (JsonFields.Read(json, table, values) is { } broken)
        {
            answer = new Parsed.Unreadable(broken);
            return null;
        }
        JsonPush.Fill(values, raw.Context, table);
        if (values[Field.Text] is null)
        {
            FormAnswers.Read(json, table, values);
        }
        values.LetTopicSpeak();
        if (values[Field.Text] is null && values[Field.Topic] is { } title && title.Count(c => c == ' ') >= LeastWords - 1)
        {
            // Some people say it all in the title.
            values.Set(Field.Text, short.MaxValue, title);
        }
        if (values[Field.Time] is null && values[Field.Date] is null && values[Field.Clock] is null)
        {
            var changed = new FieldValues();
            JsonFields.Read(json, Changed, changed);
            values.Set(Field.Time, short.MaxValue, changed[Field.Time]);
        }
        Untangle(values);
        answer = Answer(values, raw, json);
        return answer is null ? values : null;
    }

    /// <summary>Why a record is no complaint; null when it is one.</summary>
    private Parsed? Answer(FieldValues values, RawRecord raw, ReadOnlySpan<byte> json)
    {
        if (values[Field.Text] is { } text)
        {
            return FieldValues.Deleted(text);
        }
        if (values[Field.Status] is { } status && Reports.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            return new Parsed.Ignored(new Reason("message.report", "A messenger's report on a message we sent (sent, delivered, read), not a message from a customer."));
        }
        if (IsWhatsApp(values) && JsonPush.Around(raw.Context).Length > 0)
        {
            return FieldValues.NoWords();
        }
        return values.Names(Field.Text) && JsonFields.Names(json).Any(n => Wordless.Contains(n, StringComparer.Ordinal)) ? FieldValues.NoWords()
            : values.Names(Field.Text) ? FieldValues.TextMissing("message") : NoText(json);
    }

    /// <summary>What programs call "from" is a number or an address; WhatsApp writes every country's numbers without their plus.</summary>
    private static void Untangle(FieldValues values)
    {
        if (IsWhatsApp(values) && values[Field.Phone] is { Length: >= 10 } number && number[0] is not ('0' or '+') && number.All(char.IsAsciiDigit))
        {
            values.Clear(Field.Phone);
            values.Set(Field.Phone, 0, "+" + number);
        }
        if (values[Field.Phone] is { } from && from.Contains('@', StringComparison.Ordinal))
        {
            values.Set(Field.Email, short.MaxValue, from);
            values.Clear(Field.Phone);
        }
    }

    private static bool IsWhatsApp(FieldValues values) => values[Field.Channel] is { } channel && channel.StartsWith("whatsapp", StringComparison.OrdinalIgnoreCase);

    private bool IsComplaint(string name) => table.TryFind(Encoding.UTF8.GetBytes(name), out var field, out _) && field == Field.Text;

    /// <summary>Nothing in it is called like a complaint: what there is, and where the right name can be told.</summary>
    private Parsed.Unreadable NoText(ReadOnlySpan<byte> json)
    {
        var seen = string.Join(", ", HeaderWords.Of(JsonFields.Names(json)).Take(MostNames));
        return new Parsed.Unreadable(new Reason("text.missing",
            $"The complaint itself is missing: nothing here is called message, complaint, text …{(seen.Length > 0 ? $" Seen: {seen}." : ".")} Name the right one in {textSetting}, or send each complaint as an object of its own.",
            "message"));
    }
}
