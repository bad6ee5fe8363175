using System.Numerics;
using System.Runtime.InteropServices;
using Beejan.Sources.Framing;

namespace Beejan.Sources.Csv;

/// <summary>
/// One record a row; line ends inside quotes belong to the row, blank lines separate. A quote that nothing closes costs one line: the
/// rows behind it are cut as if it were not there.
/// </summary>
internal sealed class CsvCutter(CsvDialect dialect, int limit) : Cutter
{
    private const int LeastQuoted = 4096;
    private readonly TooLong _tooLong = new(dialect.Charset, limit);
    private int _reach = int.MaxValue;

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        if (_tooLong.Continues)
        {
            return _tooLong.TryCut(unread, last, out cut);
        }
        var width = dialect.Charset.Width;
        if (unread.Length < width)
        {
            cut = new Cut(0, unread.Length, unread.Length);
            return last;
        }
        var view = unread[..Math.Min(unread.Length, limit + 4)];
        var whole = last && view.Length == unread.Length;
        var row = width == 1 ? Narrow(view, whole) : Wide(view, whole);
        switch (row.Kind)
        {
            case RowKind.Gap:
                cut = Cut.Gap(row.Next * width);
                return true;
            case RowKind.Open when unread.Length < limit + 4:
                cut = default;
                return false;
            case RowKind.Open:
                return _tooLong.TryCut(unread, last, out cut);
            default:
                // An odd byte behind the last UTF-16 unit stays with the last row.
                // Each search for a closing quote that found none halves how far the next one looks: a broken file costs time, not hours.
                _reach = row.Kind == RowKind.Exhausted ? Math.Max(LeastQuoted, Math.Min(_reach, limit) / 2) : _reach;
                var odd = whole && row.Next == view.Length / width ? view.Length % width : 0;
                cut = new Cut(0, odd > 0 ? view.Length : row.End * width, row.Next * width + odd, row.Kind == RowKind.Row ? null : Faults.UnclosedQuote);
                return true;
        }
    }

    private Row Narrow(ReadOnlySpan<byte> view, bool whole) =>
        CsvScan.Next(view, (byte)'"', (byte)dialect.Delimiter, (byte)dialect.Newline, (byte)'\r', whole, view.Length >= limit + 4, Math.Min(_reach, limit));

    private Row Wide(ReadOnlySpan<byte> view, bool whole)
    {
        var set = dialect.Charset;
        return CsvScan.Next(
            MemoryMarshal.Cast<byte, ushort>(view), set.Unit('"'), set.Unit(dialect.Delimiter), set.Unit(dialect.Newline), set.Unit('\r'),
            whole, view.Length >= limit + 4, Math.Min(_reach, limit) / 2);
    }
}

internal enum RowKind
{
    Row,

    /// <summary>Separators only.</summary>
    Gap,

    /// <summary>The row ends beyond the bytes at hand.</summary>
    Open,

    /// <summary>A quote was never meant to be open; the row is its line.</summary>
    Unclosed,

    /// <summary>The same, and it took a search to the end to know.</summary>
    Exhausted,
}

/// <summary>Where a row ends and the next starts, in characters.</summary>
internal readonly record struct Row(RowKind Kind, int End, int Next);

/// <summary>The scan itself, for characters of one byte and of two.</summary>
internal static class CsvScan
{
    /// <param name="s">Starts at a row.</param>
    /// <param name="whole">Nothing follows.</param>
    /// <param name="full">As long as a row may be.</param>
    /// <param name="reach">How long a quoted field may be.</param>
    public static Row Next<T>(ReadOnlySpan<T> s, T quote, T delimiter, T newline, T carriage, bool whole, bool full, int reach)
        where T : unmanaged, IBinaryInteger<T>
    {
        var blank = s.IndexOfAnyExcept(newline, carriage);
        if (blank != 0)
        {
            return new Row(RowKind.Gap, 0, blank < 0 ? s.Length : blank);
        }
        var i = 0;
        while (true)
        {
            var step = s[i..].IndexOfAny(newline, quote);
            if (step < 0)
            {
                return whole ? new Row(RowKind.Row, Trim(s, s.Length, carriage), s.Length) : new Row(RowKind.Open, 0, 0);
            }
            i += step;
            if (s[i] == newline)
            {
                return new Row(RowKind.Row, Trim(s, i, carriage), i + 1);
            }
            if (i > 0 && s[i - 1] != delimiter)
            {
                i++;
                continue;
            }
            var capped = s.Length - i > reach;
            var close = Close(capped ? s[..(i + reach)] : s, i, quote, delimiter, newline, carriage, whole && !capped);
            if (close == NotQuoted)
            {
                i++;
            }
            else if (close >= 0)
            {
                i = close + 1;
            }
            else if (close == NotYet && !full && !whole && !capped)
            {
                return new Row(RowKind.Open, 0, 0);
            }
            else
            {
                return Line(s, i, newline, carriage, whole, close == Never ? RowKind.Unclosed : RowKind.Exhausted);
            }
        }
    }

    private const int NotYet = -1;
    private const int Never = -2;
    private const int NotQuoted = -3;

    /// <summary>Index of the quote that closes the one at <paramref name="open"/>.</summary>
    private static int Close<T>(ReadOnlySpan<T> s, int open, T quote, T delimiter, T newline, T carriage, bool whole)
        where T : unmanaged, IBinaryInteger<T>
    {
        var from = open + 1;
        while (true)
        {
            var step = s[from..].IndexOf(quote);
            var at = from + step;
            if (step < 0 || (at + 1 == s.Length && !whole))
            {
                return NotYet;
            }
            if (at + 1 == s.Length || s[at + 1] == delimiter || s[at + 1] == newline || s[at + 1] == carriage)
            {
                return at;
            }
            if (s[at + 1] == quote)
            {
                from = at + 2;
                continue;
            }
            // An empty pair of quotes with text behind it: a doubled export, in which quotes are characters.
            if (at == open + 1)
            {
                return NotQuoted;
            }
            // A quote that opens a field, on a later line, inside a quoted field: the first one was never meant to be open.
            if ((s[at - 1] == delimiter || s[at - 1] == newline) && s[open..at].Contains(newline))
            {
                return Never;
            }
            from = at + 1;
        }
    }

    private static Row Line<T>(ReadOnlySpan<T> s, int from, T newline, T carriage, bool whole, RowKind kind) where T : unmanaged, IBinaryInteger<T>
    {
        var step = s[from..].IndexOf(newline);
        return step >= 0 ? new Row(kind, Trim(s, from + step, carriage), from + step + 1)
            : whole ? new Row(kind, Trim(s, s.Length, carriage), s.Length)
            : new Row(RowKind.Open, 0, 0);
    }

    private static int Trim<T>(ReadOnlySpan<T> s, int end, T carriage) where T : unmanaged, IBinaryInteger<T> =>
        end > 0 && s[end - 1] == carriage ? end - 1 : end;
}
