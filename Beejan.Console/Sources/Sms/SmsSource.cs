using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;
using Beejan.Sources.Text;
using Beejan.Sources.Xml;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.Sms;

/// <summary>
/// Short messages: text lines of an SMSC, webhook bodies (JSON or urlencoded) as gateways send them, one or many a delivery, and XML
/// backups of a phone or corpus.
/// </summary>
internal sealed class SmsSource(IOptions<SmsOptions> options) : FramedSource("sms", "SMS")
{
    private const string Json = "application/json";
    private const string Form = "application/x-www-form-urlencoded";
    private const string Line = "text/plain";

    private static readonly Reason Sent = new("sms.outgoing", "A message that went out, or a gateway's report on one, not one it received.");

    private readonly SmsOptions _options = options.Value;
    private readonly FieldTable _table = new(SmsOptions.BuiltIn, options.Value.Fields);
    private readonly XmlTable _elements = new(new FieldTable(SmsOptions.BuiltIn, options.Value.Fields), options.Value.MaxRecordBytes);
    private readonly CsvTable _rows = new(
        new FieldTable(SmsOptions.BuiltIn, options.Value.Fields), options.Value.MaxRecordBytes, $"{SmsOptions.Section}:Fields:Text",
        static (dialect, sample, table) => dialect with { Columns = Inference.Of(dialect.Header, sample, table) });
    private readonly OptOutWords _choices = new(
        SmsOptions.BuiltInOptOut.Concat(options.Value.OptOutWords), SmsOptions.BuiltInOptIn.Concat(options.Value.OptInWords));

    protected override Splitter Open(BlockReader reader, Records records)
    {
        if (XmlTable.Recognises(reader.Unread.Span))
        {
            return _elements.Open(reader);
        }
        if (SmsTable.Recognises(reader.Unread.Span, reader.Ended, _table, _options))
        {
            return _rows.Open(reader);
        }
        var cutter = TextDelivery.Begin(reader, _options.MaxRecordBytes, out var charset);
        // What the first lines tell holds for all of the file, and travels with each.
        var order = cutter is LineCutter ? DayMonth.Tell(charset.ToUtf8(reader.Unread.Span), _options.Separator.ToString()) : null;
        return new PieceSplitter(cutter, (in piece, records) =>
        {
            var type = TypeOf(piece.Bytes.Span, charset);
            if (type == Json && JsonPush.TryAdd(piece, _table, records, one => KeyOf(one.Span, Json, Charset.Utf8)))
            {
                return;
            }
            records.Add(piece, charset.Width == 1 ? type : $"{type}; charset={charset.Name}", KeyOf(piece.Bytes.Span, type, charset), type == Line ? order : null);
        });
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        if (raw.ContentType.StartsWith(XmlTable.ContentType, StringComparison.Ordinal))
        {
            return _elements.Read(raw, out var answer) is { } element ? Judge(element, rawId, root, raw, _elements.TimeOrder(raw)) : answer!;
        }
        if (raw.ContentType.StartsWith("text/csv", StringComparison.Ordinal))
        {
            return _rows.Read(raw, out var answer, out var dialect) is { } row ? Judge(row, rawId, root, raw, dialect!.TimeOrder) : answer!;
        }
        var charset = TextDelivery.CharsetOf(raw.ContentType);
        var bytes = charset.ToUtf8(raw.Payload.Span);
        var values = new FieldValues();
        var type = TypeOf(bytes, Charset.Utf8);
        if (type == Line && SmsLine.IsHeader(bytes, (byte)_options.Separator, _table))
        {
            return new Parsed.Ignored(new Reason("sms.header", "A line that names the columns of the file, not a message."));
        }
        return (Read(bytes, type, values), values[Field.Text]) switch
        {
            ({ } reason, _) => new Parsed.Unreadable(reason),
            (_, null) when IsDeliveryReport(values) => new Parsed.Ignored(
                new Reason("sms.delivery-report", "A gateway's report on a message we sent, not a message from a customer.")),
            (_, null) when Direction.IsOut(values[Field.Direction]) => new Parsed.Ignored(Sent),
            (_, null) => FieldValues.TextMissing("text"),
            _ when Direction.IsOut(values[Field.Direction]) => new Parsed.Ignored(Sent),
            (_, { } text) when _choices.Read(text) is { } stop => OptOutWords.Answer(stop, values[Field.Phone]),
            _ => new Parsed.Ok(values.ToDraft(rawId, root, raw, Channels.Sms, _options.TimeOrder ?? raw.Context, LongMessage.Of(values))),
        };
    }

    /// <summary>A message of a backup or of a gateway's export, which hold both directions.</summary>
    private Parsed Judge(FieldValues message, long rawId, long root, RawRecord raw, string? order) =>
        IsOutgoing(message) ? new Parsed.Ignored(Sent)
        : _choices.Read(message[Field.Text]!) is { } choice ? OptOutWords.Answer(choice, message[Field.Phone])
        : new Parsed.Ok(message.ToDraft(rawId, root, raw, Channels.Sms, _options.TimeOrder ?? order));

    /// <summary>A report names a status and no text at all; an incoming message's own status is "received".</summary>
    private static bool IsDeliveryReport(FieldValues values) =>
        !values.Names(Field.Text) && values[Field.Status] is { } status && !status.StartsWith("receiv", StringComparison.OrdinalIgnoreCase);

    /// <summary>In a phone's backup 2 is sent.</summary>
    private static bool IsOutgoing(FieldValues values) => values[Field.Direction] is "2" || Direction.IsOut(values[Field.Direction]);

    private static string TypeOf(ReadOnlySpan<byte> record, Charset charset)
    {
        var utf8 = charset.Width == 1 ? record : charset.ToUtf8(record[..Math.Min(record.Length & ~1, 512)]);
        return Format.IsJson(utf8) ? Json : FormFields.LooksLikeForm(utf8) ? Form : Line;
    }

    private string? KeyOf(ReadOnlySpan<byte> record, string type, Charset charset)
    {
        var bytes = charset.ToUtf8(record);
        if (type != Line && LongMessage.MayBe(bytes))
        {
            var values = new FieldValues();
            if (Read(bytes, type, values) is null && LongMessage.Key(values) is { } shared)
            {
                return shared;
            }
        }
        return type switch
        {
            Json when WebhookJson.Data(bytes) is { IsEmpty: false } data && JsonFields.Key(data, _table) is { } inner => inner,
            Json => JsonFields.Key(bytes, _table),
            Form => FormFields.Key(bytes, _table),
            _ => SmsLine.Key(bytes, (byte)_options.Separator) is { IsEmpty: false } key ? Encoding.UTF8.GetString(key) : null,
        };
    }

    private Reason? Read(ReadOnlySpan<byte> bytes, string type, FieldValues values)
    {
        if (type == Json)
        {
            var around = new FieldValues();
            var reason = JsonFields.Read(bytes, _table, around);
            if (WebhookJson.Data(bytes) is { IsEmpty: false } data)
            {
                JsonFields.Read(data, _table, values);
            }
            values.Fill(around);
            return reason;
        }
        if (type == Form)
        {
            FormFields.Read(bytes, _table, values);
            return null;
        }
        var separator = (byte)_options.Separator;
        if (SmsLine.CountFields(bytes, separator) is var count and < 3)
        {
            return new Reason("sms.columns", string.Create(
                CultureInfo.InvariantCulture,
                $"The line has {count} {(count == 1 ? "field" : "fields")} between '{_options.Separator}'; a message has at least three: time, number and text."));
        }
        SmsLine.Read(bytes, separator, values);
        return null;
    }
}
