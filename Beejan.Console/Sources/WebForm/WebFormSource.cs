using Beejan.Contracts;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;
using Beejan.Sources.Text;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.WebForm;

/// <summary>
/// Submissions of web forms: JSON (one, an array, an object around an array such as <c>{"data":[…]}</c>, one a line), urlencoded (one, or one a line), or the CSV that Google Forms exports, whose
/// columns are questions. Unknown fields are ignored.
/// </summary>
internal sealed class WebFormSource(IOptions<WebFormOptions> options) : FramedSource("web-form", "Web form", CsvTable.HeadBytes)
{
    private const string Form = "application/x-www-form-urlencoded";

    private readonly WebFormOptions _options = options.Value;
    private readonly FieldTable _table = new(WebFormOptions.BuiltIn, options.Value.Fields);
    private readonly JsonTable _objects = new(
        new FieldTable(WebFormOptions.BuiltIn, options.Value.Fields), options.Value.MaxRecordBytes, $"{WebFormOptions.Section}:Fields:Text");
    private readonly CsvTable _rows = new(
        new FieldTable(WebFormOptions.BuiltIn, options.Value.Fields), options.Value.MaxRecordBytes, $"{WebFormOptions.Section}:Fields:Text",
        static (dialect, sample, table) => dialect with { Columns = Inference.Of(dialect.Header, sample, table) });

    protected override Splitter Open(BlockReader reader, Records records)
    {
        if (IsTable(reader.Unread.Span, reader.Ended))
        {
            return _rows.Open(reader);
        }
        if (_objects.OpenEnvelope(reader) is { } envelope)
        {
            return envelope;
        }
        var cutter = TextDelivery.Begin(reader, _options.MaxRecordBytes, out var charset);
        return new PieceSplitter(cutter, (in piece, records) =>
        {
            var text = charset.ToUtf8(piece.Bytes.Span);
            if (Format.IsJson(text))
            {
                _objects.Add(piece, charset, records);
                return;
            }
            records.Add(piece, charset.Width == 1 ? Form : $"{Form}; charset={charset.Name}", FormFields.Key(text, _table), null);
        });
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        if (raw.Context == FormAttachment.Context)
        {
            return new Parsed.Ignored(new Reason("form.attachment", "A file that came with a complaint; it is kept here and listed on the complaint."));
        }
        if (raw.ContentType.StartsWith("text/csv", StringComparison.Ordinal))
        {
            return _rows.Read(raw, out var answer, out var dialect) is { } row ? new Parsed.Ok(row.ToDraft(rawId, root, raw, Channels.Web, dialect!.TimeOrder)) : answer!;
        }
        var bytes = TextDelivery.CharsetOf(raw.ContentType).ToUtf8(raw.Payload.Span);
        FieldValues? values;
        if (Format.IsJson(bytes) || raw.Context == JsonTable.Envelope)
        {
            values = _objects.Read(raw, bytes, out var answer);
            return values is null ? answer! : Draft(values, rawId, root, raw, bytes);
        }
        if (!FormFields.LooksLikeForm(bytes))
        {
            return new Parsed.Unreadable(new Reason("form.malformed", "The record is neither a JSON object nor urlencoded name=value pairs: send one of those, or a table with a header."));
        }
        FormFields.Read(bytes, _table, values = new FieldValues());
        if (values[Field.Text] is null && FormFields.Object(bytes) is { } form)
        {
            FormAnswers.ReadFlat(form, _table, values);
        }
        values.LetTopicSpeak();
        return values[Field.Text] is not null ? Draft(values, rawId, root, raw, bytes)
            : values.Names(Field.Text) ? FieldValues.TextMissing("message")
            : new Parsed.Unreadable(new Reason("text.missing",
                $"The complaint itself is missing: nothing here is called message, complaint, text …. Name the right one in {WebFormOptions.Section}:Fields:Text, or send each complaint as an object of its own.", "message"));
    }

    private static Parsed.Ok Draft(FieldValues values, long rawId, long root, RawRecord raw, ReadOnlySpan<byte> bytes) =>
        new(values.ToDraft(rawId, root, raw, GivenChannel.Of(values[Field.Channel], Channels.Web)) with { Attachments = FormAttachment.Read(bytes) });

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
