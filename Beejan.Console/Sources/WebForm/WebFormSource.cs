using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.WebForm;

/// <summary>
/// Submissions of web forms: JSON (one, an array, an object around an array such as <c>{"data":[…]}</c>, one a line), urlencoded (one, or one a line), or the CSV that Google Forms exports, whose
/// columns are questions. Unknown fields are ignored.
/// </summary>
internal sealed class WebFormSource(IOptions<WebFormOptions> options) : FramedSource("web-form", "Web form", CsvTable.HeadBytes)
{
    private const int MostNames = 20;

    /// <summary>States of messages that went out.</summary>
    private static readonly string[] Reports = ["sent", "delivered", "read", "failed", "played", "warning"];

    /// <summary>The context of what stands around an array of complaints.</summary>
    private const string Envelope = "{\"envelope\":true}";
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";

    private readonly WebFormOptions _options = options.Value;
    private readonly FieldTable _table = new(WebFormOptions.BuiltIn, options.Value.Fields);
    private readonly CsvTable _rows = new(
        new FieldTable(WebFormOptions.BuiltIn, options.Value.Fields), options.Value.MaxRecordBytes, $"{WebFormOptions.Section}:Fields:Text",
        static (dialect, sample, table) => dialect with { Columns = Inference.Of(dialect.Header, sample, table) });

    protected override Splitter Open(BlockReader reader, Records records)
    {
        if (IsTable(reader.Unread.Span, reader.Ended))
        {
            return _rows.Open(reader);
        }
        if (EnvelopeCutter.For(reader.Unread.Span, _options.MaxRecordBytes, IsComplaint) is { } envelope)
        {
            return new PieceSplitter(envelope, (in piece, records) =>
                records.Add(piece, Json, envelope.IsEnvelope ? null : JsonFields.Key(piece.Bytes.Span, _table), envelope.IsEnvelope ? Envelope : null));
        }
        var cutter = TextDelivery.Begin(reader, _options.MaxRecordBytes, out var charset);
        return new PieceSplitter(cutter, (in piece, records) =>
        {
            var bytes = piece.Bytes.Span;
            var json = Format.IsJson(charset.ToUtf8(bytes));
            if (json && JsonPush.TryAdd(piece, _table, records, one => JsonFields.Key(one.Span, _table)))
            {
                return;
            }
            var key = json ? JsonFields.Key(bytes, _table) : FormFields.Key(charset.ToUtf8(bytes), _table);
            var type = json ? Json : Form;
            records.Add(piece, charset.Width == 1 ? type : $"{type}; charset={charset.Name}", key, null);
        });
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        if (raw.Context == FormAttachment.Context)
        {
            return new Parsed.Ignored(new Reason("form.attachment", "A file that came with a complaint; it is kept here and listed on the complaint."));
        }
        if (raw.Context == Envelope)
        {
            return new Parsed.Ignored(new Reason("delivery.envelope", "What the JSON says around its array of complaints; each of those is a record of its own."));
        }
        if (raw.ContentType.StartsWith("text/csv", StringComparison.Ordinal))
        {
            return _rows.Read(raw, out var answer, out var dialect) is { } row ? new Parsed.Ok(row.ToDraft(rawId, root, raw, Channels.Web, dialect!.TimeOrder)) : answer!;
        }
        var bytes = TextDelivery.CharsetOf(raw.ContentType).ToUtf8(raw.Payload.Span);
        var values = new FieldValues();
        if (Format.IsJson(bytes))
        {
            if (JsonFields.Read(bytes, _table, values) is { } broken)
            {
                return new Parsed.Unreadable(broken);
            }
            JsonPush.Fill(values, raw.Context, _table);
            Untangle(values);
        }
        else if (FormFields.LooksLikeForm(bytes))
        {
            FormFields.Read(bytes, _table, values);
        }
        else
        {
            return new Parsed.Unreadable(new Reason("form.malformed", "The record is neither a JSON object nor urlencoded name=value pairs."));
        }
        if (values[Field.Text] is null && values[Field.Status] is { } status && Reports.Contains(status, StringComparer.OrdinalIgnoreCase))
        {
            return new Parsed.Ignored(new Reason("message.report", "A messenger's report on a message we sent (sent, delivered, read), not a message from a customer."));
        }
        if (values[Field.Text] is null && IsWhatsApp(values) && JsonPush.Around(raw.Context).Length > 0)
        {
            return new Parsed.Ignored(new Reason("message.no-words", "A picture, voice note, reaction or place without words; there is nothing in it to read."));
        }
        return values[Field.Text] is null
            ? values.Names(Field.Text) ? FieldValues.TextMissing("message") : NoText(bytes)
            : new Parsed.Ok(values.ToDraft(rawId, root, raw, GivenChannel.Of(values[Field.Channel], Channels.Web)) with { Attachments = FormAttachment.Read(bytes) });
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

    private static bool IsWhatsApp(FieldValues values) => "whatsapp".Equals(values[Field.Channel], StringComparison.OrdinalIgnoreCase);

    private bool IsComplaint(string name) => _table.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var field, out _) && field == Field.Text;

    /// <summary>Nothing in it is called like a complaint: what there is, and where the right name can be told.</summary>
    private static Parsed.Unreadable NoText(ReadOnlySpan<byte> record)
    {
        var seen = Format.IsJson(record) ? string.Join(", ", HeaderWords.Of(JsonFields.Names(record)).Take(MostNames)) : "";
        return new Parsed.Unreadable(new Reason("text.missing",
            $"The complaint itself is missing: nothing here is called message, complaint, text …{(seen.Length > 0 ? $" Seen: {seen}." : ".")} Name the right one in {WebFormOptions.Section}:Fields:Text, or send each complaint as an object of its own.",
            "message"));
    }

    /// <summary>A header of several columns, of which the first is a time stamp (Google names it in the language of the form) or two have names we know, and rows below it.</summary>
    private bool IsTable(ReadOnlySpan<byte> head, bool ended)
    {
        var charset = Charset.Sniff(head, out var mark);
        var text = charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)]);
        if (Format.Foreign(text) is not null || Format.IsJson(text) || FormFields.LooksLikeForm(text) || text.IndexOfAny((byte)'\n', (byte)'\r') < 0)
        {
            return false;
        }
        return CsvSniffer.Sniff(head, ended, _table, _options.MaxRecordBytes, out _, out _, out var rows) is { Header: { Count: > 1 } header } && rows.Count > 0
            && (header[0].Equals("Timestamp", StringComparison.OrdinalIgnoreCase) || (rows[0].Count == header.Count && Inference.IsDate(rows[0][0]))
                || header.Count(name => _table.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out _, out _)) > 1);
    }
}
