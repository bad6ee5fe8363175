using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Beejan.Sources.Files;

/// <summary>
/// Reads workbooks (.xlsx, .xlsb, .xls; tables in HTML, SpreadsheetML and JSON) row by row, after making sure that reading them is safe. ExcelDataReader 3.6.0 reads the old
/// .xls only: of most .xlsx that Excel itself writes it gives no rows, silently, and .xlsb it does not know.
/// </summary>
internal static class Workbook
{
    private const int MostEntries = 10_000;

    /// <summary>Columns beyond this one are not read.</summary>
    public const int MostColumns = 1_000;

    private const int MostBlankRows = 100_000;

    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>A row as text.</summary>
    /// <param name="Number">In the sheet, from 1.</param>
    internal sealed record Row(int Number, IReadOnlyList<string> Cells);

    /// <summary>One sheet; its rows can be read once, before the next sheet is asked for.</summary>
    /// <param name="Name">As on its tab.</param>
    /// <param name="Merged">Cells joined into one: first and last row from 0, first and last column from 0.</param>
    /// <param name="Rows">Those that are not blank.</param>
    internal sealed record Sheet(string Name, IReadOnlyList<(int FirstRow, int LastRow, int First, int Last)> Merged, IEnumerable<Row> Rows);

    /// <summary>A code of <see cref="Faults"/> when it cannot or must not be read; null when it can.</summary>
    public static string? Refuse(ReadOnlyMemory<byte> bytes, long mostUnpacked)
    {
        try
        {
            if (bytes.Span is [(byte)'P', ..] && IsBomb(bytes, mostUnpacked))
            {
                return "workbook.bomb";
            }
            if (bytes.Span is [(byte)'P', ..])
            {
                using var package = new Package(Stream(bytes));
                return null;
            }
            if (!IsBinary(bytes.Span))
            {
                return null;
            }
            using var reader = Open(bytes);
            return null;
        }
        catch (InvalidPasswordException)
        {
            return "workbook.encrypted";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a reader of foreign bytes throws, the bytes are at fault.
            return "workbook.broken";
        }
    }

    /// <exception cref="Exception">Anything: the bytes are foreign.</exception>
    public static IEnumerable<Sheet> Sheets(ReadOnlyMemory<byte> bytes, FieldTable table)
    {
        if (bytes.Span is [(byte)'P', ..])
        {
            using var package = new Package(Stream(bytes));
            foreach (var sheet in package.IsBinary ? Xlsb.Sheets(package) : Xlsx.Sheets(package))
            {
                yield return sheet;
            }
            yield break;
        }
        if (!IsBinary(bytes.Span))
        {
            var head = bytes.Span[..Math.Min(bytes.Length, 8192)];
            foreach (var sheet in JsonRows.Recognises(head.TrimStart("\uFEFF"u8)) ? JsonRows.Sheets(bytes) : SpreadsheetMl.Recognises(head) ? SpreadsheetMl.Sheets(Stream(bytes))
                : Format.Foreign(head) == "format.html" ? HtmlTables.Sheets(bytes) : FixedWidth.Sheets(bytes, table))
            {
                yield return sheet;
            }
            yield break;
        }
        using var reader = Open(bytes);
        do
        {
            var merged = reader.MergeCells?.Select(m => (m.FromRow, m.ToRow, m.FromColumn, m.ToColumn)).ToList() ?? [];
            yield return new Sheet(reader.Name ?? "", merged, Rows(reader));
        }
        while (reader.NextResult());
    }

    /// <summary>False for text: HTML, SpreadsheetML, JSON.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes is [0xD0, 0xCF, ..];

    private static IEnumerable<Row> Rows(IExcelDataReader reader)
    {
        var blank = 0;
        for (var number = 1; blank < MostBlankRows && reader.Read(); number++)
        {
            var cells = new string[Math.Min(reader.FieldCount, MostColumns)];
            var filled = 0;
            for (var i = 0; i < cells.Length; i++)
            {
                cells[i] = Text(reader.GetValue(i));
                filled = cells[i].Length > 0 ? i + 1 : filled;
            }
            blank = filled == 0 ? blank + 1 : 0;
            if (filled > 0)
            {
                yield return new Row(number, cells[..filled]);
            }
        }
    }

    /// <summary>Dates have no zone; whole numbers no point, so that a telephone number stays one.</summary>
    private static string Text(object? value) => value switch
    {
        null or DBNull => "",
        string text => CellText.Text(text),
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan clock => clock.ToString("c", CultureInfo.InvariantCulture),
        double number => CellText.Plain(number),
        bool flag => flag ? "TRUE" : "FALSE",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static IExcelDataReader Open(ReadOnlyMemory<byte> bytes) => ExcelReaderFactory.CreateReader(
        Stream(bytes), new ExcelReaderConfiguration { FallbackEncoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)! });

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    /// <summary>Unpacks it into nothing and counts: what an archive says of its own sizes is not believed.</summary>
    private static bool IsBomb(ReadOnlyMemory<byte> bytes, long most)
    {
        using var archive = new ZipArchive(Stream(bytes), ZipArchiveMode.Read);
        if (archive.Entries.Count > MostEntries)
        {
            return true;
        }
        var buffer = new byte[64 * 1024];
        long total = 0;
        foreach (var entry in archive.Entries)
        {
            using var content = entry.Open();
            while (content.Read(buffer) is > 0 and var read)
            {
                total += read;
                if (total > most)
                {
                    return true;
                }
            }
        }
        return false;
    }
}
