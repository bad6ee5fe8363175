using Beejan.Contracts;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;
using Beejan.Sources.Text;
using Beejan.Sources.Xml;

namespace Beejan.Sources.Files;

/// <summary>
/// Exported chats, JSON and XML whose members are known by their names, and tables of any kind (CSV, TSV, Excel, HTML, tables in XML and JSON) through
/// a mapping: a saved one, else the one told from the first rows. The mapping travels with
/// each record, so that judging it again needs nothing else; a saved one that was mended since is what judges it again, if its columns are there. A saved
/// mapping names one export, whose identifiers are its own; without one nobody says that two files count alike.
/// </summary>
/// <param name="id">The source's name: <c>files</c>, or a saved mapping's.</param>
/// <param name="title">For people.</param>
/// <param name="options">Names and limits.</param>
/// <param name="mapping">The saved mapping; null tells one from each delivery.</param>
internal sealed class FilesSource(string id, string title, FilesOptions options, Mapping? mapping = null) : FramedSource(id, title, CsvTable.HeadBytes)
{
    private readonly CsvTable _rows = new(
        new FieldTable(ColumnNames.BuiltIn, options.Columns), options.MaxRecordBytes, "a mapping (page Mappings)",
        (dialect, sample, table) => dialect with
        {
            Columns = mapping?.Columns ?? Inference.Of(dialect.Header, sample, table),
            TimeOrder = mapping?.TimeOrder ?? dialect.TimeOrder,
            Channel = mapping?.Channel ?? GivenChannel.OfNames(dialect.Header),
        }, mapping is null ? null : !mapping.Columns.Keys.All(HeaderRow.IsNumbered),
        dialect => mapping is null || !mapping.Columns.Keys.All(dialect.Header.Contains) ? dialect
            : dialect with { Columns = mapping.Columns, TimeOrder = mapping.TimeOrder ?? dialect.TimeOrder, Channel = mapping.Channel ?? dialect.Channel });

    private readonly Chat _chat = new(options);
    private readonly JsonTable _objects = new(Members(FormNames.BuiltIn, options, mapping), options.MaxRecordBytes, "Beejan:Sources:Files:Columns:Text");
    private readonly XmlTable _elements = new(Members(ColumnNames.BuiltIn, options, mapping), options.MaxRecordBytes);

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var head = reader.Unread.Span;
        if (head is [(byte)'P', (byte)'K', 3 or 5, 4 or 6, ..] or [0xD0, 0xCF, 0x11, 0xE0, ..])
        {
            return new WorkbookSplitter(options, _rows);
        }
        if (mapping is null && Chat.Recognises(head))
        {
            return _chat.Open(reader);
        }
        var charset = Charset.Sniff(head, out var mark);
        var text = charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)]);
        return Format.Foreign(text) switch
        {
            null when Format.IsJson(text) && charset.Width == 1 => JsonRows.Recognises(text) ? new WorkbookSplitter(options, _rows) : _objects.Open(reader),
            null when Format.IsJson(text) => Refused("format.utf-16", options),
            null when FixedWidth.Recognises(text, _rows.Table) => new WorkbookSplitter(options, _rows),
            null when Format.IsMail(text) => Refused("format.mail", options),
            null => _rows.Open(reader),
            "format.html" => new WorkbookSplitter(options, _rows),
            "format.xml" when SpreadsheetMl.Recognises(text) => new WorkbookSplitter(options, _rows),
            "format.xml" => _elements.Open(reader),
            var foreign => Refused(foreign, options),
        };
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw) =>
        raw.ContentType == Chat.ContentType ? _chat.Read(rawId, root, raw)
        : raw.ContentType.StartsWith(JsonTable.ContentType, StringComparison.Ordinal) ? Member(_objects.Read(raw, raw.Payload.Span, out var why), rawId, root, raw, null) ?? why!
        : raw.ContentType.StartsWith(XmlTable.ContentType, StringComparison.Ordinal) ? Member(_elements.Read(raw, out var reason), rawId, root, raw, _elements.TimeOrder(raw)) ?? reason!
        : raw.Context == WorkbookSplitter.Kept ? new Parsed.Ignored(new Reason("workbook.kept", "The workbook as it was received; its rows are records of their own."))
        : _rows.Read(raw, out var answer, out var dialect) is { } values
            ? IsAnswer(values[Field.Direction]) ? new Parsed.Ignored(new Reason("message.outgoing", "What the house wrote to a customer, not what it received."))
            : new Parsed.Ok(values.ToDraft(rawId, root, raw, ChannelOf(values[Field.Channel], dialect!.Channel), dialect.TimeOrder, keyIsLocal: mapping is null))
        : answer!;

    private Parsed? Member(FieldValues? values, long rawId, long root, RawRecord raw, string? order) =>
        values is null ? null
        : IsAnswer(values[Field.Direction]) ? new Parsed.Ignored(new Reason("message.outgoing", "What the house wrote to a customer, not what it received."))
        : new Parsed.Ok(values.ToDraft(rawId, root, raw, ChannelOf(values[Field.Channel], mapping?.Channel ?? Channels.Web), mapping?.TimeOrder ?? order, keyIsLocal: mapping is null));

    private static PieceSplitter Refused(string foreign, FilesOptions options) =>
        new(new BlobCutter(foreign, options.MaxRecordBytes), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null));

    /// <summary>A saved mapping's names come before those that are configured, and those before the built-in ones.</summary>
    private static FieldTable Members(IReadOnlyDictionary<Field, string[]> builtIn, FilesOptions options, Mapping? mapping) => new(builtIn, mapping is null ? options.Columns
        : mapping.Columns.GroupBy(c => c.Value).ToDictionary(g => g.Key.ToString(), g => (string[])[.. g.Select(c => c.Key), .. options.Columns.GetValueOrDefault(g.Key.ToString(), [])]));

    /// <summary>The house's side of a conversation; a column called "inbound" says yes or no.</summary>
    private static bool IsAnswer(string? direction) => Direction.IsOut(direction) || direction?.Trim().ToUpperInvariant() is "FALSE" or "0" or "NO";

    /// <summary>What a row says of its own way in, else the mapping's.</summary>
    private static string ChannelOf(string? given, string? mapped) => given is null ? mapped ?? Channels.Phone : GivenChannel.Of(given, mapped ?? Channels.Phone);
}
