using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;
using Beejan.Ui;

namespace Beejan.Serving.Reports.Excel;

/// <summary>
/// One sheet, written row by row in constant memory: typed cells, a frozen heading, a filter. Every cell carries its reference, so that
/// strict readers find it too. Dates are Lagos local time, because Excel's have no zone.
/// </summary>
internal sealed class SheetWriter
{
    /// <summary>The most rows a sheet can hold, heading included.</summary>
    public const int MaxRows = 1_048_576;

    /// <summary>The most characters a cell can hold.</summary>
    public const int MaxText = 32_767;

    /// <summary>Excel keeps fifteen digits of a number: a longer one is written as text.</summary>
    private const long MaxExact = 999_999_999_999_999;

    private readonly SheetBuffer _buffer;
    private readonly IReadOnlyList<TabularColumn> _columns;
    private readonly byte[][] _references;
    private readonly byte[][] _styled;
    private readonly byte[] _row = new byte[7];
    private int _rowDigits;

    /// <summary>Begins the sheet and writes its heading.</summary>
    public SheetWriter(Stream output, IncrementalHash hash, IReadOnlyList<TabularColumn> columns)
    {
        _buffer = new SheetBuffer(output, hash);
        _columns = columns;
        _references = [.. columns.Select((_, i) => Encoding.ASCII.GetBytes($"<c r=\"{Letters(i)}"))];
        _styled = [.. columns.Select(c => Encoding.ASCII.GetBytes(SheetStyle.Of(c.Type) is > 0 and var s ? $"\" s=\"{s}\"><v>" : "\"><v>"))];
        Begin();
    }

    /// <summary>Rows so far, heading included.</summary>
    public int Rows { get; private set; }

    /// <summary>Writes a row; false when the sheet is full and nothing was written.</summary>
    public bool TryAdd(IReadOnlyList<object?> values)
    {
        if (Rows == MaxRows)
        {
            return false;
        }
        BeginRow();
        for (var i = 0; i < values.Count; i++)
        {
            Cell(i, values[i]);
        }
        _buffer.Raw("</row>"u8);
        return true;
    }

    /// <summary>Ends the sheet; everything is in the output afterwards.</summary>
    public void End()
    {
        _buffer.Raw("</sheetData><autoFilter ref=\""u8);
        _buffer.Text($"A1:{Letters(_columns.Count - 1)}{Rows}");
        _buffer.Raw("\"/><pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/></worksheet>"u8);
        _buffer.Flush();
    }

    /// <summary>A, B … Z, AA … of the column at this place, counted from 0.</summary>
    public static string Letters(int column) =>
        column < 26 ? ((char)('A' + column)).ToString() : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private void Begin()
    {
        _buffer.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/><cols>"u8);
        for (var i = 0; i < _columns.Count; i++)
        {
            _buffer.Text(string.Empty);
            _buffer.Raw(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{_columns[i].Width}\" customWidth=\"1\"/>")));
        }
        _buffer.Raw("</cols><sheetData>"u8);
        BeginRow();
        for (var i = 0; i < _columns.Count; i++)
        {
            Reference(i);
            _buffer.Raw("\" s=\"1\" t=\"inlineStr\"><is><t>"u8);
            _buffer.Text(_columns[i].Name);
            _buffer.Raw("</t></is></c>"u8);
        }
        _buffer.Raw("</row>"u8);
    }

    private void BeginRow()
    {
        Rows++;
        System.Buffers.Text.Utf8Formatter.TryFormat(Rows, _row, out _rowDigits);
        _buffer.Raw("<row r=\""u8);
        _buffer.Raw(_row.AsSpan(0, _rowDigits));
        _buffer.Raw("\">"u8);
    }

    private void Cell(int column, object? value)
    {
        switch (value)
        {
            case null: break;
            case string text: Text(column, text); break;
            case int number: Integer(column, number); break;
            case long number: Integer(column, number); break;
            case double number: Real(column, number, double.IsFinite(number)); break;
            case float number: Real(column, number, float.IsFinite(number)); break;
            case DateTimeOffset at: Instant(column, at); break;
            case DateOnly day: Serial(column, day.DayNumber - ExcelDate.Epoch, 0); break;
            case bool flag: Flag(column, flag); break;
            case IReadOnlyList<string> texts: Text(column, string.Join("; ", texts)); break;
            default: throw new ArgumentException($"Column {_columns[column].Name} has a value of type {value.GetType().Name}, which no cell can hold", nameof(value));
        }
    }

    private void Text(int column, string text)
    {
        if (text.Length == 0)
        {
            return;
        }
        var guard = FormulaGuard.Risky(text);
        var kept = LongText.Cut(text, MaxText - (guard ? 1 : 0));
        Reference(column);
        var keepSpace = char.IsWhiteSpace(kept[0]) || char.IsWhiteSpace(kept[^1]);
        _buffer.Raw(keepSpace ? "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : "\" t=\"inlineStr\"><is><t>"u8);
        if (guard)
        {
            _buffer.Raw("'"u8);
        }
        _buffer.Text(kept);
        _buffer.Raw("</t></is></c>"u8);
    }

    private void Integer(int column, long value)
    {
        if (Math.Abs(value) > MaxExact)
        {
            Reference(column);
            _buffer.Raw("\" t=\"inlineStr\"><is><t>"u8);
            _buffer.Number(value);
            _buffer.Raw("</t></is></c>"u8);
            return;
        }
        Styled(column);
        _buffer.Number(value);
        _buffer.Raw("</v></c>"u8);
    }

    private void Real<T>(int column, T value, bool finite) where T : IUtf8SpanFormattable
    {
        if (finite)
        {
            Styled(column);
            _buffer.Number(value);
            _buffer.Raw("</v></c>"u8);
        }
    }

    private void Instant(int column, DateTimeOffset at)
    {
        var local = LagosClock.ToLagos(at);
        if (ExcelDate.TrySplit(local.DateTime, out var days, out var fraction))
        {
            Serial(column, days, fraction);
        }
        else
        {
            Text(column, local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));
        }
    }

    private void Serial(int column, int days, long fraction)
    {
        Styled(column);
        _buffer.Number(days);
        if (fraction > 0)
        {
            Span<byte> digits = stackalloc byte[ExcelDate.Digits + 1];
            digits[0] = (byte)'.';
            for (var i = ExcelDate.Digits; i > 0; i--)
            {
                (fraction, var digit) = Math.DivRem(fraction, 10);
                digits[i] = (byte)('0' + digit);
            }
            _buffer.Raw(digits);
        }
        _buffer.Raw("</v></c>"u8);
    }

    private void Flag(int column, bool value)
    {
        Reference(column);
        _buffer.Raw(value ? "\" t=\"b\"><v>1</v></c>"u8 : "\" t=\"b\"><v>0</v></c>"u8);
    }

    private void Styled(int column)
    {
        Reference(column);
        _buffer.Raw(_styled[column]);
    }

    private void Reference(int column)
    {
        _buffer.Raw(_references[column]);
        _buffer.Raw(_row.AsSpan(0, _rowDigits));
    }
}
