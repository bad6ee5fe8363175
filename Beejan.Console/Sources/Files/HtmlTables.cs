using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Text;

namespace Beejan.Sources.Files;

/// <summary>
/// Reads the tables of a web page as sheets: what portals and call-centre software give out under the name of a workbook. Cells and rows that are
/// not closed end where the next begins; a table in a cell is a sheet of its own, and one that only places things on the page is none.
/// </summary>
internal static partial class HtmlTables
{
    private const int MostSpan = 100;
    private const int Deepest = 64;
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:");

    /// <summary>Those with at least two rows of two cells; all when there is none such.</summary>
    public static IReadOnlyList<Workbook.Sheet> Sheets(ReadOnlyMemory<byte> bytes)
    {
        var tables = Read(Text(bytes.Span));
        var lists = tables.Where(t => t.Rows.Count(r => r.Cells.Count(c => c.Length > 0) > 1) > 1).ToList();
        return [.. (lists.Count > 0 ? lists : tables.Where(t => t.Rows.Count > 0)).Select((t, i) => new Workbook.Sheet($"table {i + 1}", t.Merged, t.Rows))];
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var charset = Charset.Sniff(bytes, out var mark);
        if (charset.Width == 1 && Declared().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2048)])) is { Success: true } told
            && MimeCharset.Named(told.Groups["name"].Value) is { } named && named.WebName != "utf-8")
        {
            return MimeCharset.Decode(bytes[mark..], named);
        }
        var repaired = false;
        return Charset.Decode(charset.ToUtf8(bytes[mark..]), ref repaired);
    }

    private static List<Table> Read(string html)
    {
        var (all, open) = (new List<Table>(), new Stack<Table>());
        var at = 0;
        foreach (var match in Tag().EnumerateMatches(html))
        {
            if (match.Index < at)
            {
                continue;
            }
            open.TryPeek(out var table);
            table?.Say(html.AsSpan(at, match.Index - at));
            at = match.Index + match.Length;
            var tag = html.AsSpan(match.Index, match.Length);
            if (tag is "<!--")
            {
                at = html.IndexOf("-->", at, StringComparison.Ordinal) is >= 0 and var behind ? behind + 3 : html.Length;
                continue;
            }
            var close = tag[1] == '/';
            var letters = tag[(close ? 2 : 1)..];
            var name = letters[..Math.Max(0, letters.IndexOfAnyExcept(Letters))].ToString().ToLowerInvariant();
            switch (name, close)
            {
                case ("script" or "style" or "xml" or "title", false):
                    at = html.IndexOf("</" + name, at, StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? end : html.Length;
                    break;
                case ("table", false) when open.Count < Deepest:
                    open.Push(new Table());
                    all.Add(open.Peek());
                    break;
                case ("table", true):
                    table?.EndRow();
                    open.TryPop(out _);
                    break;
                case ("tr", _):
                    table?.EndRow();
                    break;
                case ("td" or "th", false):
                    table?.Begin(Span(tag, ColumnSpan()), Span(tag, RowSpan()));
                    break;
                case ("td" or "th", true):
                    table?.EndCell();
                    break;
                case ("br" or "p" or "div" or "li", _):
                    table?.Say("\u0085");
                    break;
            }
        }
        while (open.TryPop(out var torn))
        {
            torn.EndRow();
        }
        return all;
    }

    private static int Span(ReadOnlySpan<char> tag, Regex form) => form.Match(tag.ToString()) is { Success: true } span && int.TryParse(span.Groups["n"].ValueSpan, out var n) ? Math.Clamp(n, 1, MostSpan) : 1;

    /// <summary>A table that is being read.</summary>
    private sealed class Table
    {
        private readonly List<string> _cells = [];
        private readonly Dictionary<int, (int Rows, string Text)> _below = [];
        private StringBuilder? _cell;
        private (int Columns, int Rows) _span;
        private int _number;

        public List<Workbook.Row> Rows { get; } = [];

        public List<(int FirstRow, int LastRow, int First, int Last)> Merged { get; } = [];

        public void Say(ReadOnlySpan<char> text) => _cell?.Append(text);

        public void Begin(int columns, int rows)
        {
            EndCell();
            (_cell, _span) = (new StringBuilder(), (columns, rows));
        }

        public void EndCell()
        {
            if (_cell is null)
            {
                return;
            }
            FromAbove();
            var text = Breaks().Replace(WebUtility.HtmlDecode(Blanks().Replace(_cell.ToString(), " ")).Replace('\u00A0', ' '), "\n").Trim();
            if (_span.Columns > 1 && _cells.Count < Workbook.MostColumns)
            {
                Merged.Add((_number, _number + _span.Rows - 1, _cells.Count, _cells.Count + _span.Columns - 1));
            }
            for (var i = 0; i < _span.Columns && _cells.Count < Workbook.MostColumns; i++)
            {
                if (_span.Rows > 1)
                {
                    _below[_cells.Count] = (_span.Rows - 1, i == 0 ? text : "");
                }
                _cells.Add(i == 0 ? text : "");
            }
            _cell = null;
        }

        public void EndRow()
        {
            EndCell();
            if (_cells.Count == 0)
            {
                return;
            }
            FromAbove();
            if (_cells.FindLastIndex(c => c.Length > 0) is var last and >= 0)
            {
                Rows.Add(new Workbook.Row(_number + 1, _cells[..(last + 1)]));
            }
            _number++;
            _cells.Clear();
        }

        /// <summary>Cells that reach down from the rows before stand in the way of this one's.</summary>
        private void FromAbove()
        {
            while (_below.Remove(_cells.Count, out var above))
            {
                if (above.Rows > 1)
                {
                    _below[_cells.Count] = (above.Rows - 1, above.Text);
                }
                _cells.Add(above.Text);
            }
        }
    }

    // A quoted value may hold a bracket; a quote that nothing closes is a letter.
    [GeneratedRegex("""<!--|</?[a-zA-Z][a-zA-Z0-9:]*(?:"[^"<]*"|'[^'<]*'|[^<>])*>|<![^>]*>""", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("""\scolspan\s*=\s*["']?(?<n>[0-9]{1,4})""", RegexOptions.IgnoreCase)]
    private static partial Regex ColumnSpan();

    [GeneratedRegex("""\srowspan\s*=\s*["']?(?<n>[0-9]{1,4})""", RegexOptions.IgnoreCase)]
    private static partial Regex RowSpan();

    [GeneratedRegex("""charset\s*=\s*["']?(?<name>[A-Za-z0-9_-]{2,30})""", RegexOptions.IgnoreCase)]
    private static partial Regex Declared();

    // Where the source breaks its lines says nothing; what a tag breaks does.
    [GeneratedRegex(@"[ \t\r\n]+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@" *\u0085 *(?:\u0085 *)*")]
    private static partial Regex Breaks();
}
