using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Fields;
using Beejan.Sources.Text;

namespace Beejan.Sources.Csv;

/// <summary>
/// Tells a first row that is data from a header: a table without one must not lose its first record. In doubt it is a header only when something in
/// it reads like a name, for a name that becomes a record does less harm than a record that is taken for names.
/// </summary>
internal static partial class HeaderRow
{
    /// <summary>Fewer words may be a name.</summary>
    private const int SentenceWords = 6;

    private const int MostTitles = 20;

    /// <summary>A title line has few cells; a header has more.</summary>
    private const int TitleCells = 2;

    private const int KnownNames = 2;

    /// <summary>Where the header stands below lines of a title (<c>Complaints of March</c>, <c>Prepared by,Bisi</c>); 0 when it is the first line, or none is found.</summary>
    public static int Above(ReadOnlySpan<byte> head, FieldTable table)
    {
        if (Charset.Sniff(head, out var at).Width != 1)
        {
            return 0;
        }
        for (var line = 0; line < MostTitles && head[at..].IndexOf((byte)'\n') is >= 0 and var end; line++)
        {
            var cells = Cells(head.Slice(at, end));
            if (cells.Count > TitleCells)
            {
                return line > 0 && cells.Count(cell => table.TryFind(Encoding.UTF8.GetBytes(cell), out _, out _)) >= KnownNames ? at : 0;
            }
            if (line == 0 && cells.Any(cell => table.TryFind(Encoding.UTF8.GetBytes(cell), out _, out _)))
            {
                return 0;
            }
            at += end + 1;
        }
        return 0;
    }

    /// <summary>What is not empty between the delimiter that cuts the line into most.</summary>
    private static List<string> Cells(ReadOnlySpan<byte> line)
    {
        var text = Encoding.UTF8.GetString(line);
        return ((char[])[',', ';', '\t', '|']).Select(d => text.Split(d, StringSplitOptions.TrimEntries).Select(c => c.Trim('"')).Where(c => c.Length > 0).ToList()).MaxBy(c => c.Count)!;
    }

    /// <summary>Names of the columns of a table that has none.</summary>
    public static IReadOnlyList<string> Numbered(int columns) => [.. Enumerable.Range(1, columns).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"column {i}"))];

    /// <summary>True for such a name.</summary>
    public static bool IsNumbered(string name) => name.StartsWith("column ", StringComparison.Ordinal) && name.AsSpan(7).ContainsAnyExceptInRange('0', '9') is false;

    /// <summary>No name that we know, nothing that reads like one, and a number, an address, a day or a sentence among the cells.</summary>
    public static bool IsData(IReadOnlyList<string> row, FieldTable table) =>
        !row.Any(cell => table.TryFind(Encoding.UTF8.GetBytes(cell), out _, out _) || NameWord().IsMatch(cell)) && row.Any(IsValue);

    private static bool IsValue(string cell) =>
        HeaderWords.IsValue(cell) || Inference.IsDate(cell) || Inference.IsPhone(cell)
        || (cell.Count(c => c == ' ') >= SentenceWords - 1 && !cell.EndsWith('?') && !Asks().IsMatch(cell));

    /// <summary>Words that stand in names of columns and hardly in short cells.</summary>
    [GeneratedRegex(@"^(?=.{1,40}$)(?:\S+[\s_-]+){0,3}(?:id|ids|no|number|date|time|name|type|status|code|label|class|text|sentiment|index|language|lang|score|rating|e-?mail|phone|url|count)$", RegexOptions.IgnoreCase)]
    private static partial Regex NameWord();

    /// <summary>How forms begin what they ask.</summary>
    [GeneratedRegex(@"^\s*(?:please|kindly|what|which|when|where|who|why|how|describe|tell|enter|select|choose|provide|give|your)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Asks();
}
