using Beejan.Sources.Text;

namespace Beejan.Sources.Csv;

/// <summary>
/// Walks the fields of one row (UTF-8) without copying. As in RFC 4180, and forgiving: a quote inside an unquoted field is a character,
/// so is one inside a quoted field that neither another quote nor the field's end follows.
/// </summary>
internal ref struct CsvRecord(ReadOnlySpan<byte> row, byte delimiter, bool quotes = true)
{
    private readonly ReadOnlySpan<byte> _row = row;
    private int _next;
    private bool _quoted;

    /// <summary>The field as written, without the quotes around it.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    public bool MoveNext()
    {
        if (_next > _row.Length)
        {
            return false;
        }
        var rest = _row[_next..];
        _quoted = quotes && rest is [(byte)'"', ..];
        if (_quoted && ClosingQuote(rest) is var close and > 0)
        {
            Raw = rest[1..close];
            _next += Math.Min(close + 2, rest.Length + 1);
            return true;
        }
        _quoted = false;
        var end = rest.IndexOf(delimiter);
        Raw = end < 0 ? rest : rest[..end];
        _next += Raw.Length + 1;
        return true;
    }

    /// <summary>The field as text.</summary>
    public readonly string Text(ref bool repaired) =>
        _quoted && Raw.Contains((byte)'"')
            ? Charset.Decode(Raw, ref repaired).Replace("\"\"", "\"", StringComparison.Ordinal)
            : Raw.IsEmpty ? "" : Charset.Decode(Raw, ref repaired);

    /// <summary>Index of the closing quote, the length when it is missing, 0 when the field is not really quoted (<c>""so""</c>).</summary>
    private readonly int ClosingQuote(ReadOnlySpan<byte> field)
    {
        var from = 1;
        while (true)
        {
            var next = field[from..].IndexOf((byte)'"');
            if (next < 0)
            {
                return field.Length;
            }
            var at = from + next;
            if (at + 1 == field.Length || field[at + 1] == delimiter)
            {
                return at;
            }
            if (at == 1 && field[2] != '"')
            {
                return 0;
            }
            from = at + (field[at + 1] == '"' ? 2 : 1);
        }
    }
}
