using System.Text;
using Beejan.Sources.Csv;
using Beejan.Sources.Framing;

namespace Beejan.Sources.Files;

/// <summary>
/// Takes an Excel workbook apart: the file as received is the first record, each row of each sheet one more, written as CSV under its sheet's
/// header. A workbook that cannot be read is one record with the reason.
/// </summary>
internal sealed class WorkbookSplitter(FilesOptions options, CsvTable rows) : Splitter(new WholeCutter(options.MaxWorkbookBytes, "workbook.too-large"))
{
    /// <summary>The context of the workbook itself.</summary>
    public const string Kept = "{\"workbook\":true}";

    private const string Excel = "application/vnd.ms-excel";
    private const int Batch = 1000;
    private const int SampleRows = 1000;

    /// <summary>A sheet of more rows is no list or legend beside the complaints.</summary>
    private const int MostBeside = 200;
    private IEnumerator<Action<Records>>? _rest;
    private bool _told;

    public override void Take(in Piece piece, Records records)
    {
        var fault = piece.Fault ?? Workbook.Refuse(piece.Bytes, options.MaxUnpackedBytes);
        records.Add(piece with { Fault = fault }, Excel, null, Kept);
        _rest = fault is null ? Rows(piece.Bytes).GetEnumerator() : null;
    }

    public override bool Continue(Records records)
    {
        for (var i = 0; _rest is not null && i < Batch; i++)
        {
            if (!Advance(records))
            {
                if (records.Count == 1 && !_told)
                {
                    records.Report("workbook.no-rows", $"({records.Name})");
                    i++;
                }
                _rest.Dispose();
                _rest = null;
                return i > 0;
            }
            _rest.Current(records);
        }
        return _rest is not null;
    }

    /// <summary>What breaks in the middle of a workbook is told; the rows before it stay.</summary>
    private bool Advance(Records records)
    {
        try
        {
            return _rest!.MoveNext();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _told = true;
            records.Report("workbook.broken", $"Reading stopped behind row {records.Count - 1} ({e.GetType().Name}).");
            return false;
        }
    }

    private IEnumerable<Action<Records>> Rows(ReadOnlyMemory<byte> bytes)
    {
        bool? registered = null;
        foreach (var sheet in Workbook.Sheets(bytes, rows.Table))
        {
            using var all = sheet.Rows.GetEnumerator();
            if (Begin(sheet, all) is not { } begun)
            {
                continue;
            }
            // Asked only when there is such a sheet: the others have to be opened for it.
            var context = begun.Writer.IsAside && begun.Data.Count <= MostBeside && (registered ??= HasRegister(bytes)) ? CsvTable.Beside : null;
            foreach (var row in begun.Data)
            {
                yield return records => Add(records, sheet.Name, row, begun.Writer, begun.Width, context);
            }
            while (all.MoveNext())
            {
                var row = all.Current;
                yield return records => Add(records, sheet.Name, row, begun.Writer, begun.Width, context);
            }
        }
    }

    /// <summary>Reads the first rows of a sheet and finds its header; null when it has none.</summary>
    private (CsvTable.Writer Writer, List<Workbook.Row> Data, int Width)? Begin(Workbook.Sheet sheet, IEnumerator<Workbook.Row> all)
    {
        var sample = new List<Workbook.Row>();
        while (sample.Count < SampleRows && all.MoveNext())
        {
            sample.Add(all.Current);
        }
        if (sample.Count == 0)
        {
            return null;
        }
        var header = SheetHeader.Find(sample, sheet.Merged, rows.Table);
        var data = sample.Skip(header.Rows).ToList();
        return (rows.Write(header.Names, [.. data.Select(r => (IReadOnlyList<string>)r.Cells)]), data, header.Names.Count);
    }

    private bool HasRegister(ReadOnlyMemory<byte> bytes)
    {
        foreach (var sheet in Workbook.Sheets(bytes, rows.Table))
        {
            using var all = sheet.Rows.GetEnumerator();
            if (Begin(sheet, all) is { Writer.IsRegister: true, Data.Count: > 0 })
            {
                return true;
            }
        }
        return false;
    }

    private static void Add(Records records, string sheet, Workbook.Row row, CsvTable.Writer writer, int width, string? context)
    {
        var line = new StringBuilder();
        for (var i = 0; i < width; i++)
        {
            line.Append(i > 0 ? "," : "");
            var cell = i < row.Cells.Count ? row.Cells[i] : "";
            line.Append(cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        }
        records.Part = sheet;
        writer.Add(records, new Piece(Encoding.UTF8.GetBytes(line.ToString()), null, row.Number), context);
    }
}
