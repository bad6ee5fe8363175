using System.IO.Compression;
using System.Security.Cryptography;
using Beejan.Contracts;
using ClosedXML.Excel;

namespace Beejan.Serving.Reports.Excel;

/// <summary>
/// A workbook whose large sheets are streamed and whose small ones are laid out with ClosedXML: ClosedXML keeps every cell in memory
/// (shim 4), so rows never pass through it. First add the streamed sheets, then <see cref="Finish"/>.
/// </summary>
internal sealed class StreamedWorkbook(Stream output) : IDisposable
{
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<SheetPart> _parts = [];
    private string _name = "";
    private IReadOnlyList<TabularColumn> _columns = [];
    private Stream? _entry;
    private SheetWriter? _sheet;

    /// <summary>Rows written to streamed sheets, headings not counted.</summary>
    public long Rows { get; private set; }

    /// <summary>SHA-256 over the bytes of the streamed sheets, lower-case hex: <c>unzip -p FILE 'xl/worksheets/rows*.xml' | sha256sum</c>.</summary>
    public string Hash => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Begins a streamed sheet, ending the one before.</summary>
    public void BeginSheet(string name, IReadOnlyList<TabularColumn> columns)
    {
        EndSheet();
        (_name, _columns) = (name, columns);
        Open(name);
    }

    /// <summary>Adds a row; goes on in a further sheet when this one is full.</summary>
    public void Add(IReadOnlyList<object?> values)
    {
        if (!_sheet!.TryAdd(values))
        {
            var name = $"{_name} {_parts.Count(p => p.Begun == _name) + 1}";
            EndSheet();
            Open(name);
            _sheet.TryAdd(values);
        }
        Rows++;
    }

    /// <summary>Lays out the sheets before and after the streamed ones and writes the rest of the package. Returns the number of sheets.</summary>
    public int Finish(Action<IXLWorkbook> front, Action<IXLWorkbook> back)
    {
        EndSheet();
        using var book = new XLWorkbook();
        front(book);
        var before = book.Worksheets.Count;
        back(book);
        using var small = new MemoryStream();
        book.SaveAs(small);
        Package.Join(_zip, small, _parts, before);
        _zip.Dispose();
        return book.Worksheets.Count + _parts.Count;
    }

    public void Dispose()
    {
        _entry?.Dispose();
        _zip.Dispose();
        _hash.Dispose();
    }

    private void Open(string name)
    {
        var part = new SheetPart(name, $"xl/worksheets/rows{_parts.Count + 1}.xml", _name, SheetWriter.Letters(_columns.Count - 1));
        _parts.Add(part);
        // Fastest: the next level costs twice the time for a tenth of the size.
        _entry = _zip.CreateEntry(part.Path, CompressionLevel.Fastest).Open();
        _sheet = new SheetWriter(_entry, _hash, _columns);
    }

    private void EndSheet()
    {
        if (_sheet is null)
        {
            return;
        }
        _sheet.End();
        _parts[^1].Rows = _sheet.Rows;
        _entry!.Dispose();
        (_sheet, _entry) = (null, null);
    }
}

/// <summary>A streamed sheet in the package: its name, its part, the sheet it continues and its last column.</summary>
internal sealed record SheetPart(string Name, string Path, string Begun, string LastColumn)
{
    /// <summary>Heading included.</summary>
    public int Rows { get; set; }
}
