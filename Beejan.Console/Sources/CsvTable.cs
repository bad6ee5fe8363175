using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>Reads deliveries of rows whose columns are recognised by their names.</summary>
/// <param name="table">Which column names mean which field.</param>
/// <param name="limit">Longest row, bytes.</param>
/// <param name="textSetting">The configuration key that names the text column, for the reason that asks for it.</param>
internal sealed class CsvTable(FieldTable table, int limit, string textSetting)
{
    /// <summary>How much of a delivery its dialect is told from.</summary>
    public const int HeadBytes = 256 * 1024;

    /// <summary>The context of a file that is only a header.</summary>
    private const string HeaderOnly = "{\"rows\":0}";

    private ByContext<CsvLayout>? _layouts;

    private ByContext<CsvLayout> Layouts => _layouts ??= new(context => CsvDialect.FromContext(context) is { } dialect ? new CsvLayout(dialect, table) : null);

    /// <summary>Begins cutting: byte order mark, <c>sep=</c> line and header are behind the reader.</summary>
    public Splitter Open(BlockReader reader)
    {
        var head = reader.Unread.Span;
        var dialect = CsvSniffer.Sniff(head, reader.Ended, table, limit, out var headerAt, out var rowsAt);
        if (dialect is null)
        {
            var charset = Charset.Sniff(head, out var mark);
            reader.Advance(mark);
            return new PieceSplitter(new LineCutter(charset, limit), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null));
        }
        var header = reader.Unread[headerAt..rowsAt];
        reader.Advance(rowsAt);
        return new Rows(dialect, new CsvLayout(dialect, table), header, limit);
    }

    /// <summary>What a row says, by field; null with the answer when it says nothing. The text is never null.</summary>
    public FieldValues? Read(RawRecord raw, out Parsed? answer, out CsvDialect? dialect)
    {
        dialect = null;
        if (raw.Context == HeaderOnly)
        {
            answer = new Parsed.Ignored(new Reason("delivery.no-rows", "The file holds a header and no rows."));
            return null;
        }
        if (Layouts.Of(raw.Context) is not { } layout)
        {
            answer = new Parsed.Unreadable(new Reason("csv.no-header", "The row came without its file's header, so its columns have no names."));
            return null;
        }
        dialect = layout.Dialect;
        var row = dialect.Charset.ToUtf8(raw.Payload.Span);
        var values = new FieldValues();
        answer = row.Contains((byte)0) ? new Parsed.Unreadable(new Reason("csv.binary", "The row holds binary data (NUL bytes), not text."))
            : layout.TextColumn is not { } column ? new Parsed.Unreadable(layout.NoText(textSetting))
            : Fill(values, row, layout) is { } fault ? new Parsed.Unreadable(fault)
            : values[Field.Text] is null ? FieldValues.TextMissing(column)
            : null;
        return answer is null ? values : null;
    }

    private static Reason? Fill(FieldValues values, ReadOnlySpan<byte> row, CsvLayout layout)
    {
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
            return new Reason("csv.columns", string.Create(
                CultureInfo.InvariantCulture, $"The row has {columns} columns, its header {layout.Width}: a delimiter or quote is missing or too many."));
        }
        values.Repaired = repaired;
        if (layout.TextIsTopic)
        {
            values.Set(Field.Text, 0, values[Field.Topic]);
        }
        return null;
    }

    private sealed class Rows(CsvDialect dialect, CsvLayout layout, ReadOnlyMemory<byte> header, int limit) : Splitter(dialect.Cutter(limit))
    {
        private readonly string _type = $"text/csv; charset={dialect.Charset.Name}";
        private readonly string _context = dialect.ToContext();

        public override void Take(in Piece piece, Records records) => records.Add(piece, _type, KeyOf(piece.Bytes.Span), _context);

        public override void End(Records records)
        {
            if (records.Count == 0 && !header.IsEmpty)
            {
                records.Add(new Piece(header, null), "text/csv", null, layout.TextColumn is null ? _context : HeaderOnly);
            }
        }

        private string? KeyOf(ReadOnlySpan<byte> row)
        {
            if (layout.KeyColumn < 0)
            {
                return null;
            }
            var record = dialect.Fields(dialect.Charset.ToUtf8(row));
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
    }
}
