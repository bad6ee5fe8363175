using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Text;

namespace Beejan.Sources.Files;

/// <summary>
/// Reads logs whose columns stand below each other, as terminals and old systems print them: a line of dashes below the names shows how wide they are,
/// else names that stand two blanks apart do.
/// </summary>
internal static partial class FixedWidth
{
    private const int MostTitles = 10;
    private const int LeastColumns = 3;

    /// <summary>True when the first lines are such a log's. The head is UTF-8.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head, FieldTable table) => Columns([.. Encoding.UTF8.GetString(head).Split('\n').Take(MostTitles + 2)], table, out _) is not null;

    /// <summary>One sheet; a line of dashes and a blank one are no rows.</summary>
    public static IEnumerable<Workbook.Sheet> Sheets(ReadOnlyMemory<byte> bytes, FieldTable table)
    {
        var charset = Charset.Sniff(bytes.Span, out var mark);
        var repaired = false;
        var lines = Charset.Decode(charset.ToUtf8(bytes.Span[mark..]), ref repaired).Split('\n');
        return Columns(lines, table, out var header) is { } starts ? [new Workbook.Sheet("log", [], Rows(lines, header, starts))] : [];
    }

    private static IEnumerable<Workbook.Row> Rows(string[] lines, int header, List<int> starts)
    {
        for (var i = header; i < lines.Length; i++)
        {
            var line = lines[i].TrimEnd('\r', ' ');
            if (line.Length == 0 || Dashes().IsMatch(line))
            {
                continue;
            }
            yield return new Workbook.Row(i + 1, TotalsRow.IsWord(line) ? [line.Trim()] : Cut(line, starts));
        }
    }

    private static List<string> Cut(string line, List<int> starts)
    {
        var cells = new List<string>(starts.Count);
        for (var c = 0; c < starts.Count; c++)
        {
            var from = Math.Min(starts[c], line.Length);
            var to = c + 1 < starts.Count ? Math.Min(starts[c + 1], line.Length) : line.Length;
            cells.Add(CellText.Text(line[from..to]));
        }
        return cells;
    }

    /// <summary>Where the columns start, and in which line their names stand; null for another text.</summary>
    private static List<int>? Columns(string[] lines, FieldTable table, out int header)
    {
        for (header = 0; header < Math.Min(lines.Length - 1, MostTitles); header++)
        {
            var (names, below) = (lines[header].TrimEnd('\r'), lines[header + 1].TrimEnd('\r', ' '));
            if (names.AsSpan().IndexOfAny(",;|\t") >= 0)
            {
                return null;
            }
            var starts = Dashes().IsMatch(below) && below.Contains(' ', StringComparison.Ordinal)
                ? Run().Matches(below).Select(m => m.Index).ToList()
                : Word().Matches(names).Select(m => m.Index).ToList();
            if (starts.Count >= LeastColumns && Cut(names, starts).Count(name => table.TryFind(Encoding.UTF8.GetBytes(name), out _, out _)) >= 2)
            {
                starts[0] = 0;
                return starts;
            }
        }
        return null;
    }

    [GeneratedRegex(@"^[\s=_-]{3,}$")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"[=_-]+")]
    private static partial Regex Run();

    [GeneratedRegex(@"\S+(?: \S+)*")]
    private static partial Regex Word();
}
