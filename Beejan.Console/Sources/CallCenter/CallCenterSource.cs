using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.CallCenter;

/// <summary>Call-centre logs as CSV in any usual dialect; columns are recognised by their names.</summary>
internal sealed class CallCenterSource(IOptions<CallCenterOptions> options) : FramedSource("call-center", "Call centre", CsvTable.HeadBytes)
{
    private readonly CallCenterOptions _options = options.Value;
    private readonly CsvTable _rows = new(
        new FieldTable(CallCenterOptions.BuiltIn, options.Value.Columns), options.Value.MaxRecordBytes, $"{CallCenterOptions.Section}:Columns:Text");

    protected override Splitter Open(BlockReader reader, Records records)
    {
        var head = reader.Unread.Span;
        var charset = Charset.Sniff(head, out var mark);
        return ForeignTo(charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)])) is { } foreign
            ? new PieceSplitter(new BlobCutter(foreign, _options.MaxRecordBytes), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null))
            : _rows.Open(reader);
    }

    protected override Parsed Read(long rawId, long root, RawRecord raw) => _rows.Read(raw, out var answer, out var dialect) is { } values
        ? new Parsed.Ok(values.ToDraft(rawId, root, raw, CallChannel.Of(values[Field.Channel], _options.Channel), dialect!.TimeOrder))
        : answer!;

    private static string? ForeignTo(ReadOnlySpan<byte> head) => Format.Foreign(head) ?? (Format.IsJson(head) ? "format.json" : null);
}
