using System.Globalization;
using System.Runtime.CompilerServices;
using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.Sources.CallCenter;

/// <summary>Call-centre logs as CSV in any usual dialect; columns are recognised by their names.</summary>
internal sealed class CallCenterSource(IOptions<CallCenterOptions> options) : ISource
{
    private const int HeadBytes = 256 * 1024;
    private readonly CallCenterOptions _options = options.Value;
    private readonly FieldTable _table = new(CallCenterOptions.BuiltIn, options.Value.Columns);
    private ByContext<CsvLayout>? _layouts;

    public SourceId Id { get; } = new("call-center");

    public string Title => "Call centre";

    private ByContext<CsvLayout> Layouts => _layouts ??= new(context => CsvDialect.FromContext(context) is { } dialect ? new CsvLayout(dialect, _table) : null);

    public async IAsyncEnumerable<RawRecord> SplitAsync(Delivery delivery, [EnumeratorCancellation] CancellationToken ct)
    {
        var reader = new BlockReader(delivery.Content, HeadBytes);
        var records = new Records(Id, delivery);
        await reader.FillAsync(ct);
        var (cutter, layout, header, text) = Begin(reader);
        var type = layout is null ? "application/octet-stream" : $"text/csv; charset={layout.Dialect.Charset.Name}";
        var context = layout?.Dialect.ToContext();
        var any = false;
        await foreach (var piece in reader.CutAsync(cutter, ct))
        {
            any = true;
            yield return records.Make(piece, type, layout is null ? null : KeyOf(piece.Bytes.Span, layout), context);
        }
        if (!any && !header.IsEmpty)
        {
            yield return records.Make(new Piece(header, null), "text/csv", null, text is null ? context : HeaderOnly);
        }
        foreach (var rest in records.Rest())
        {
            yield return rest;
        }
    }

    public Parsed Parse(long rawId, long root, RawRecord raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        if (Faults.Of(raw) is { } fault)
        {
            return fault;
        }
        if (raw.Context == HeaderOnly)
        {
            return new Parsed.Ignored(new Reason("delivery.no-rows", "The file holds a header and no rows."));
        }
        if (Layouts.Of(raw.Context) is not { } layout)
        {
            return new Parsed.Unreadable(new Reason("csv.no-header", "The row came without its file's header, so its columns have no names."));
        }
        var row = layout.Dialect.Charset.ToUtf8(raw.Payload.Span);
        if (row.Contains((byte)0))
        {
            return new Parsed.Unreadable(new Reason("csv.binary", "The row holds binary data (NUL bytes), not text."));
        }
        return layout.TextColumn is { } column ? Read(rawId, root, raw, row, layout, column) : new Parsed.Unreadable(layout.NoText());
    }

    /// <summary>A file that is only a header, told by its records' context.</summary>
    private const string HeaderOnly = "{\"rows\":0}";

    private (Cutter Cutter, CsvLayout? Layout, ReadOnlyMemory<byte> Header, string? Text) Begin(BlockReader reader)
    {
        var head = reader.Unread.Span;
        var charset = Charset.Sniff(head, out var mark);
        if (ForeignTo(charset.ToUtf8(head[mark..Math.Min(head.Length, mark + 8192)])) is { } foreign)
        {
            return (new BlobCutter(foreign, _options.MaxRecordBytes), null, default, null);
        }
        var dialect = CsvSniffer.Sniff(head, reader.Ended, _table, _options.MaxRecordBytes, out var headerAt, out var rowsAt);
        if (dialect is null)
        {
            reader.Advance(mark);
            return (new LineCutter(charset, _options.MaxRecordBytes), null, default, null);
        }
        var header = reader.Unread[headerAt..rowsAt];
        reader.Advance(rowsAt);
        var layout = new CsvLayout(dialect, _table);
        return (dialect.Cutter(_options.MaxRecordBytes), layout, header, layout.TextColumn);
    }

    private static string? ForeignTo(ReadOnlySpan<byte> head) => Format.Foreign(head) ?? (Format.IsJson(head) ? "format.json" : null);

    private static string? KeyOf(ReadOnlySpan<byte> row, CsvLayout layout)
    {
        if (layout.KeyColumn < 0)
        {
            return null;
        }
        var record = layout.Dialect.Fields(layout.Dialect.Charset.ToUtf8(row));
        for (var column = 0; record.MoveNext(); column++)
        {
            if (column == layout.KeyColumn)
            {
                var repaired = false;
                return record.Text(ref repaired);
            }
        }
        return null;
    }

    private Parsed Read(long rawId, long root, RawRecord raw, ReadOnlySpan<byte> row, CsvLayout layout, string textColumn)
    {
        var values = new FieldValues();
        var record = layout.Dialect.Fields(row);
        var repaired = false;
        var columns = 0;
        while (record.MoveNext())
        {
            var slot = layout[columns++];
            if (slot.Field is { } field)
            {
                var text = record.Raw.IsEmpty ? null : record.Text(ref repaired);
                values.Set(field, slot.Rank, field == Field.Place && text is not null ? PlaceText.Of(text) : text);
            }
            // Spreadsheets pad rows with empty cells: those lose nothing.
            columns -= columns > layout.Width && record.Raw.IsEmpty ? 1 : 0;
        }
        if (columns != layout.Width)
        {
            return new Parsed.Unreadable(new Reason("csv.columns", string.Create(
                CultureInfo.InvariantCulture, $"The row has {columns} columns, its header {layout.Width}: a delimiter or quote is missing or too many.")));
        }
        values.Repaired = repaired;
        if (layout.TextIsTopic)
        {
            values.Set(Field.Text, 0, values[Field.Topic]);
        }
        if (values[Field.Text] is null)
        {
            return FieldValues.TextMissing(textColumn);
        }
        return new Parsed.Ok(values.ToDraft(rawId, root, raw, CallChannel.Of(values[Field.Channel], _options.Channel), layout.Dialect.TimeOrder));
    }
}
