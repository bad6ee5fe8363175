using System.Buffers;
using System.Globalization;
using Beejan.Contracts;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Csv;

/// <summary>Reads deliveries of rows whose columns are recognised by their names.</summary>
/// <param name="table">Which column names mean which field.</param>
/// <param name="limit">Longest row, bytes.</param>
/// <param name="textSetting">The configuration key that names the text column, for the reason that asks for it.</param>
/// <param name="adapt">Gives a delivery's dialect what a mapping says, from its first rows; null leaves it as it is.</param>
/// <param name="headed">Whether deliveries have a header; null tells it from each.</param>
/// <param name="today">What is said today of a dialect that came with a record; null leaves it as it came.</param>
internal sealed class CsvTable(
    FieldTable table, int limit, string textSetting, CsvTable.Adapter? adapt = null, bool? headed = null, Func<CsvDialect, CsvDialect>? today = null)
{
    /// <summary>A dialect, the first rows behind its header and the names there are.</summary>
    public delegate CsvDialect Adapter(CsvDialect dialect, IReadOnlyList<IReadOnlyList<string>> sample, FieldTable table);

    /// <summary>Which column names mean which field.</summary>
    public FieldTable Table => table;

    /// <summary>How much of a delivery its dialect is told from.</summary>
    public const int HeadBytes = 256 * 1024;

    /// <summary>What tables are ruled with on a terminal.</summary>
    private static readonly SearchValues<byte> Ruling = SearchValues.Create("-+=|,;\t\r \""u8);

    /// <summary>The context of a file that is only a header.</summary>
    private const string HeaderOnly = "{\"rows\":0}";

    /// <summary>The context of the lines above a header.</summary>
    private const string Title = "{\"title\":true}";

    /// <summary>The context of a last row that counts the others.</summary>
    private const string Trailer = "{\"trailer\":true}";

    /// <summary>The context of rows that stand beside a workbook's complaints.</summary>
    internal const string Beside = "{\"beside\":true}";

    /// <summary>The context of a further row of names.</summary>
    private const string MoreNames = "{\"names\":true}";

    private static readonly Reason MoreHeader = new("delivery.names", "A further row of names under the header of the file: it holds no complaint.");

    private ByContext<CsvLayout>? _layouts;

    private ByContext<CsvLayout> Layouts => _layouts ??= new(context => CsvDialect.FromContext(context) is { } dialect ? new CsvLayout(today?.Invoke(dialect) ?? dialect, table) : null);

    /// <summary>Begins cutting: byte order mark, <c>sep=</c> line and header are behind the reader.</summary>
    public Splitter Open(BlockReader reader)
    {
        reader.Places = Charset.Sniff(reader.Unread.Span, out _);
        var title = reader.Unread[..HeaderRow.Above(reader.Unread.Span, table)].ToArray();
        reader.Advance(title.Length);
        var head = reader.Unread.Span;
        var dialect = CsvSniffer.Sniff(head, reader.Ended, table, limit, out var headerAt, out var rowsAt, out var sample);
        if (dialect is null)
        {
            var charset = Charset.Sniff(head, out var mark);
            reader.Advance(mark);
            return new PieceSplitter(new LineCutter(charset, limit), static (in piece, records) => records.Add(piece, "application/octet-stream", null, null));
        }
        if (!(headed ?? !HeaderRow.IsData(dialect.Header, table)))
        {
            sample = [dialect.Header, .. sample];
            dialect = dialect with { Header = HeaderRow.Numbered(dialect.Header.Count), TimeOrder = DayMonth.Tell(sample) };
            rowsAt = headerAt;
        }
        var more = SecondHeader.Rows(dialect.Header, sample, out var names);
        if (more > 0)
        {
            sample = [.. sample.Skip(more)];
            dialect = dialect with { Header = names, TimeOrder = DayMonth.Tell(sample) };
        }
        dialect = dialect with { Least = ShortRows.Least(dialect.Header.Count, sample) };
        dialect = adapt?.Invoke(dialect, sample, table) ?? dialect;
        var header = reader.Unread[headerAt..rowsAt];
        reader.Advance(rowsAt);
        return new Rows(dialect, new CsvLayout(dialect, table), header, title, more, limit);
    }

    /// <summary>Adds rows that were no text, written as CSV in UTF-8 under this header.</summary>
    /// <param name="header">Column names.</param>
    /// <param name="sample">The first rows behind it.</param>
    public Writer Write(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> sample)
    {
        var dialect = new CsvDialect(Charset.Utf8, ',', '\n', true, header, DayMonth.Tell(sample));
        dialect = adapt?.Invoke(dialect, sample, table) ?? dialect;
        return new Writer(dialect, new CsvLayout(dialect, table));
    }

    /// <summary>Adds rows under one header.</summary>
    internal sealed class Writer(CsvDialect dialect, CsvLayout layout)
    {
        private readonly string _type = $"text/csv; charset={dialect.Charset.Name}";
        private readonly string _context = dialect.ToContext();

        public string Context => _context;

        /// <summary>True for rows of complaints: one column holds the words, another says when or who.</summary>
        public bool IsRegister => layout.TextColumn is not null && layout.TellsWhenOrWho;

        /// <summary>True for rows that say neither when nor who: lists, legends and notes, if a register stands beside them.</summary>
        public bool IsAside => !layout.TellsWhenOrWho;

        public void Add(Records records, in Piece row, string? context = null) => records.Add(row, _type, KeyOf(row.Bytes.Span), context ?? _context);

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

    /// <summary>What a row says, by field; null with the answer when it says nothing. The text is never null.</summary>
    public FieldValues? Read(RawRecord raw, out Parsed? answer, out CsvDialect? dialect)
    {
        dialect = null;
        Reason? aside = raw.Context switch
        {
            HeaderOnly => new("delivery.no-rows", "The file holds a header and no rows."),
            Title => new("delivery.title", "The lines above the header of the file: they say what it is and hold no complaint."),
            MoreNames => MoreHeader,
            Beside => new("sheet.beside", "A row of a sheet of lists or notes beside the workbook's complaints: it says neither when nor who."),
            Trailer => new("delivery.trailer", "The file's last row, which counts the rows before it: the number is right."),
            _ => null,
        };
        if (aside is not null)
        {
            answer = new Parsed.Ignored(aside);
            return null;
        }
        if (Layouts.Of(raw.Context) is not { } layout)
        {
            answer = new Parsed.Unreadable(new Reason("csv.no-header", "The row came without its file's header, so its columns have no names: send the file again, with its header."));
            return null;
        }
        dialect = layout.Dialect;
        var row = dialect.Charset.ToUtf8(raw.Payload.Span);
        if (row.IndexOfAnyExcept([(byte)dialect.Delimiter, (byte)' ', (byte)'\t', (byte)'"', (byte)'\r']) is var first && (first < 0 || (row[first] is (byte)'-' or (byte)'+' or (byte)'=' && row.IndexOfAnyExcept(Ruling) < 0)))
        {
            answer = new Parsed.Ignored(new Reason("row.empty", "A row without a word in any column, as spreadsheets leave them."));
            return null;
        }
        var values = new FieldValues();
        var rated = false;
        answer = row.Contains((byte)0) ? new Parsed.Unreadable(new Reason("csv.binary", "The row holds binary data (NUL bytes), not text: export the file again as text (CSV UTF-8)."))
            : layout.TextColumn is not { } column ? new Parsed.Unreadable(layout.NoText(textSetting))
            : Fill(values, row, layout, ref rated) is { } fault ? new Parsed.Unreadable(fault)
            : values[Field.Text] is not { Length: > TotalsRow.Longest } && TotalsRow.Is(values, row, dialect) ? TotalsRow.Answer()
            : values[Field.Text] is null ? (rated ? FieldValues.NoWords() : FieldValues.TextMissing(column))
            : FieldValues.IsNothing(values[Field.Text]!) ? FieldValues.NoWords()
            : string.Equals(values[Field.Text], layout.TextName, StringComparison.OrdinalIgnoreCase) && IsHeader(row, dialect) ? new Parsed.Ignored(MoreHeader)
            : FieldValues.Deleted(values[Field.Text]!);
        return answer is null ? values : null;
    }

    /// <summary>Whether the row says what the header says, as where exports were joined.</summary>
    private static bool IsHeader(ReadOnlySpan<byte> row, CsvDialect dialect)
    {
        var record = dialect.Fields(row);
        var repaired = false;
        foreach (var name in dialect.Header)
        {
            if (!record.MoveNext() || !string.Equals(record.Text(ref repaired).Trim(), name.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }
        return true;
    }

    private static Reason? Fill(FieldValues values, ReadOnlySpan<byte> row, CsvLayout layout, ref bool rated)
    {
        var record = layout.Dialect.Fields(row);
        var repaired = false;
        var columns = 0;
        while (record.MoveNext())
        {
            var slot = layout[columns++];
            rated |= columns - 1 == layout.RatingColumn && !record.Raw.IsEmpty;
            if (slot.Field is { } field)
            {
                var text = record.Raw.IsEmpty ? null : record.Text(ref repaired);
                values.Set(field, slot.Rank, text is null ? null : field == Field.Place ? PlaceText.Of(text) : slot.Zone is { } zone ? NamedZone.Behind(text, zone) : text);
            }
            // Spreadsheets pad rows with empty cells: those lose nothing.
            columns -= columns > layout.Width && record.Raw.IsEmpty ? 1 : 0;
        }
        if (columns != layout.Width && !(columns < layout.Width && columns >= layout.Dialect.Least && values[Field.Text] is not null))
        {
            return new Reason("csv.columns", string.Create(
                CultureInfo.InvariantCulture, $"The row has {columns} columns, its header {layout.Width}: a delimiter or quote is missing or too many."));
        }
        values.Repaired = repaired;
        if (layout.TextIsTopic)
        {
            values.Set(Field.Text, 0, values[Field.Topic]);
        }
        values.LetTopicSpeak();
        return null;
    }

    private sealed class Rows(CsvDialect dialect, CsvLayout layout, ReadOnlyMemory<byte> header, byte[] title, int names, int limit) : Splitter(dialect.Cutter(limit))
    {
        private readonly Writer _writer = new(dialect, layout);
        private Piece? _held;
        private long _told;
        private bool _begun;
        private int _passed;

        public override void Take(in Piece piece, Records records)
        {
            Begin(records);
            if (_passed < names)
            {
                _passed++;
                _writer.Add(records, piece, MoreNames);
                return;
            }
            Release(records);
            if (MayBeTrailer(piece) && RowCount.InTrailer(dialect.Charset.ToUtf8(piece.Bytes.Span)) is { } told)
            {
                // Only the last row can be one: it waits until there is another.
                (_held, _told) = (piece, told);
                return;
            }
            Add(piece, records);
        }

        public override void End(Records records)
        {
            Begin(records);
            var seen = records.Count - (title.Length > 0 ? 1 : 0) - _passed;
            if (_held is { } trailer)
            {
                var right = _told == seen;
                _writer.Add(records, trailer, right ? Trailer : Faults.Context(Faults.RowCount, RowCount.Differs(_told, seen)));
            }
            else if (seen == 0 && !header.IsEmpty)
            {
                records.Add(new Piece(header, null), "text/csv", null, layout.TextColumn is null ? _writer.Context : HeaderOnly);
            }
        }

        private void Begin(Records records)
        {
            if (!_begun && title.Length > 0)
            {
                records.Add(new Piece(title, null), "text/csv", null, Title);
            }
            _begun = true;
        }

        private void Release(Records records)
        {
            if (_held is { } row)
            {
                _held = null;
                Add(row, records);
            }
        }

        private void Add(in Piece piece, Records records) => _writer.Add(records, piece);

        /// <summary>A trailer is short, and narrower than the rows or padded with empty cells.</summary>
        private bool MayBeTrailer(in Piece piece)
        {
            var row = piece.Bytes.Span;
            if (row.Length > 400 || piece.Fault is not null || layout.Width < 3)
            {
                return false;
            }
            row = dialect.Charset.ToUtf8(row);
            return row.Count((byte)dialect.Delimiter) != layout.Width - 1 || row is [.., var last] && last == dialect.Delimiter;
        }
    }
}
