using System.Globalization;
using System.IO.Compression;
using System.Security;

namespace Beejan.Tests.Sources.Files;

/// <summary>Writes small .xlsx workbooks. A cell that starts with # is a number.</summary>
internal static class Workbooks
{
    public static byte[] Make(params (string Name, string[][] Rows)[] sheets) => Make(sheets, null);

    public static byte[] Make((string Name, string[][] Rows)[] sheets, string? merged, int padding = 0)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>""");
            Put(zip, "_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Put(zip, "xl/workbook.xml", $"""<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{string.Concat(sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"s{i}\"/>"))}</sheets></workbook>""");
            Put(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"s{i}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{i}.xml\"/>"))}</Relationships>""");
            for (var i = 0; i < sheets.Length; i++)
            {
                var rows = string.Concat(sheets[i].Rows.Select((row, r) => row.Length == 0 ? "" : $"<row r=\"{r + 1}\">{string.Concat(row.Select((cell, c) => Cell(cell, r, c)))}</row>"));
                Put(zip, $"xl/worksheets/sheet{i}.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{(merged is null ? "" : $"<mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells>")}</worksheet>""");
            }
            if (padding > 0)
            {
                Put(zip, "xl/media/image1.bin", new string('0', padding));
            }
        }
        return file.ToArray();
    }

    private static string Cell(string cell, int row, int column)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column)}{row + 1}");
        return cell.Length == 0 ? ""
            : cell[0] == '#' ? $"<c r=\"{at}\"><v>{cell[1..]}</v></c>"
            : $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>";
    }

    private static void Put(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
