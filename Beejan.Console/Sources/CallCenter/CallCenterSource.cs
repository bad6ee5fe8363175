using Beejan.Contracts;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;
using Beejan.Sources.Xml;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.CallCenter;

/// <summary>Call-centre logs as CSV in any usual dialect or as XML; columns and elements are recognised by their names, columns that nobody named by what stands in them.</summary>
internal sealed class CallCenterSource(IOptions<CallCenterOptions> options) : FramedSource("call-center", "Call centre", CsvTable.HeadBytes)
{
    private readonly CallCenterOptions _options = options.Value;
    private readonly CsvTable _rows = new(Names(options.Value), options.Value.MaxRecordBytes, $"{CallCenterOptions.Section}:Columns:Text", Inference.Complete);
    private readonly XmlTable _elements = new(Names(options.Value), options.Value.MaxRecordBytes);

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var head = reader.Unread.Span;
        var charset = Charset.Sniff(head, out var mark);
        return ForeignTo(charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)])) switch
        {
            null => _rows.Open(reader),
            "format.xml" => _elements.Open(reader),
            var foreign => new PieceSplitter(new BlobCutter(foreign, _options.MaxRecordBytes), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null)),
        };
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw)
    {
        CsvDialect? dialect = null;
        var isXml = raw.ContentType.StartsWith(XmlTable.ContentType, StringComparison.Ordinal);
        var values = isXml ? _elements.Read(raw, out var answer) : _rows.Read(raw, out answer, out dialect);
        return values is null ? answer! : new Parsed.Ok(values.ToDraft(rawId, root, raw, GivenChannel.Of(values[Field.Channel], _options.Channel), _options.TimeOrder ?? (isXml ? _elements.TimeOrder(raw) : dialect?.TimeOrder)));
    }

    private static FieldTable Names(CallCenterOptions options) => new(ColumnNames.BuiltIn, options.Columns);

    private static string? ForeignTo(ReadOnlySpan<byte> head) => Format.Foreign(head) ?? (Format.IsJson(head) ? "format.json" : null);
}
