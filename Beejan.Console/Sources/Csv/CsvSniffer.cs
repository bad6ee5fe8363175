using System.Text;
using Beejan.Sources.Fields;
using Beejan.Sources.Text;

namespace Beejan.Sources.Csv;

/// <summary>Tells a file's dialect from its first rows.</summary>
internal static class CsvSniffer
{
    private const int SampleRows = 1000;
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <param name="head">The first bytes, byte order mark included.</param>
    /// <param name="ended">The head is the whole file.</param>
    /// <param name="rowsAt">Where the first row starts, behind mark, <c>sep=</c> line and header.</param>
    /// <param name="headerAt">Where the header starts.</param>
    /// <param name="rows">The first rows behind the header, as text.</param>
    /// <returns>Null when the head holds no complete header.</returns>
    public static CsvDialect? Sniff(
        ReadOnlySpan<byte> head, bool ended, FieldTable table, int limit, out int headerAt, out int rowsAt, out IReadOnlyList<IReadOnlyList<string>> rows)
    {
        rows = [];
        var charset = Charset.Sniff(head, out headerAt);
        var newline = charset.IndexOfNewline(head) < 0 && charset.ToUtf8(head).Contains((byte)'\r') ? '\r' : '\n';
        var told = Separator(head, charset, ref headerAt);
        rowsAt = headerAt;
        CsvDialect? best = null;
        var bestScore = double.MinValue;
        foreach (var delimiter in told is { } one ? [one] : Delimiters)
        {
            var dialect = new CsvDialect(charset, delimiter, newline, true, [], null);
            if (best is not null && Most(head[headerAt..], ended, dialect, table, limit) <= bestScore)
            {
                continue;
            }
            var sample = Rows(head[headerAt..], ended, dialect, limit, SampleRows);
            if (sample.Torn && (delimiter is '\t' or '|') && Rows(head[headerAt..], ended, dialect with { Quotes = false }, limit, SampleRows) is { Torn: false } plain && plain.IsEven)
            {
                // Such exports often do not quote: read as quotes they tear rows apart or glue them together, read as characters every line
                // is as wide as the header.
                (dialect, sample) = (dialect with { Quotes = false }, plain);
            }
            if (sample.Rows.Count > 0 && Score(sample.Rows, table) is var score && score > bestScore)
            {
                bestScore = score;
                rowsAt = headerAt + sample.Second;
                rows = [.. sample.Rows.Skip(1)];
                best = dialect with { Header = [.. sample.Rows[0].Select(c => c.Trim())] };
            }
        }
        return best is null ? null : best with { TimeOrder = DayMonth.Tell(rows) };
    }

    /// <summary>The first rows as text; faulty ones are left out, none when the header is one of them.</summary>
    private static Sample Rows(ReadOnlySpan<byte> head, bool ended, CsvDialect dialect, int limit, int most)
    {
        var cutter = dialect.Cutter(limit);
        var rows = new List<List<string>>();
        var torn = false;
        var (at, second) = (0, 0);
        while (at < head.Length && rows.Count < most && cutter.TryCut(head[at..], ended, out var cut))
        {
            torn |= cut.Fault is not null;
            if (!cut.IsGap && cut.Fault is null)
            {
                var row = head.Slice(at + cut.Start, cut.Length);
                torn |= dialect.Charset.IndexOfNewline(row) >= 0;
                rows.Add(Fields(dialect, row));
                second = rows.Count == 1 ? at + cut.Next : second;
            }
            else if (rows.Count == 0 && cut.Fault is not null)
            {
                break;
            }
            at += cut.Next;
        }
        return new Sample(rows, second, torn);
    }

    private static List<string> Fields(CsvDialect dialect, ReadOnlySpan<byte> row)
    {
        var fields = new List<string>();
        var record = dialect.Fields(dialect.Charset.ToUtf8(row));
        var repaired = false;
        while (record.MoveNext())
        {
            fields.Add(record.Text(ref repaired));
        }
        return fields;
    }

    /// <summary>Known column names count most, then rows as wide as the header, then width.</summary>
    private static double Score(List<List<string>> rows, FieldTable table)
    {
        var width = rows[0].Count;
        return Score(rows[0], width == 1 ? 0 : rows.Count(r => r.Count == width) / (double)rows.Count, table);
    }

    private static double Score(List<string> header, double even, FieldTable table) =>
        header.Count(name => table.TryFind(Encoding.UTF8.GetBytes(name), out _, out _)) * 2 + even * 10 + Math.Min(header.Count, 50) * 0.02;

    /// <summary>
    /// The best score this delimiter can reach, whatever the rows say. Told by the header alone, so that most files are read once: with
    /// the delimiter that splits theirs.
    /// </summary>
    private static double Most(ReadOnlySpan<byte> head, bool ended, CsvDialect dialect, FieldTable table, int limit)
    {
        var quoted = Rows(head, ended, dialect, limit, 1).Rows;
        var plain = Rows(head, ended, dialect with { Quotes = false }, limit, 1).Rows;
        return quoted.Count == 0 ? double.MaxValue : quoted.Concat(plain).Max(header => Score(header, header.Count == 1 ? 0 : 1, table));
    }

    /// <summary>Excel's <c>sep=;</c> line, which is no row.</summary>
    private static char? Separator(ReadOnlySpan<byte> head, Charset charset, ref int at)
    {
        var end = charset.IndexOfNewline(head[at..]);
        if (end is < 5 or > 16)
        {
            return null;
        }
        var line = Encoding.UTF8.GetString(charset.ToUtf8(head.Slice(at, end))).TrimEnd('\r');
        if (line.Length != 5 || !line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || line[4] >= 0x80)
        {
            return null;
        }
        at += end + charset.Width;
        return line[4];
    }

    /// <summary>Rows as text.</summary>
    /// <param name="Second">Where the row behind the header starts.</param>
    /// <param name="Torn">A row spans lines or has an open quote.</param>
    private readonly record struct Sample(List<List<string>> Rows, int Second, bool Torn)
    {
        /// <summary>All rows have the header's width, and it is more than one column.</summary>
        public bool IsEven
        {
            get
            {
                var width = Rows.Count > 2 ? Rows[0].Count : 1;
                return width > 1 && Rows.TrueForAll(row => row.Count == width);
            }
        }
    }
}
