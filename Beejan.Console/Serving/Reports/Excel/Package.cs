using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace Beejan.Serving.Reports.Excel;

/// <summary>Puts the streamed sheets and a small workbook of ClosedXML's into one package.</summary>
internal static class Package
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly XNamespace Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static readonly XNamespace Rels = "http://schemas.openxmlformats.org/package/2006/relationships";
    private static readonly XNamespace Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string SheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";

    /// <summary>Copies the small workbook's parts, the streamed sheets named after its first <paramref name="before"/> sheets.</summary>
    public static void Join(ZipArchive zip, Stream small, IReadOnlyList<SheetPart> parts, int before)
    {
        using var from = new ZipArchive(small, ZipArchiveMode.Read, leaveOpen: true);
        foreach (var entry in from.Entries)
        {
            if (entry.FullName == "docProps/app.xml")
            {
                continue;   // lists ClosedXML's sheets only; optional, and wrong here
            }
            using var stream = entry.Open();
            var document = XDocument.Load(stream);
            switch (entry.FullName)
            {
                case "[Content_Types].xml": AddTypes(document.Root!, parts); break;
                case "_rels/.rels": document.Root!.Elements().Where(e => ((string?)e.Attribute("Target"))?.EndsWith("app.xml", StringComparison.Ordinal) == true).Remove(); break;
                case "xl/workbook.xml": AddSheets(document.Root!, parts, before); break;
                case "xl/_rels/workbook.xml.rels": AddLinks(document.Root!, parts); break;
                case "xl/styles.xml": StyleTable.MakeRoom(document.Root!); break;
                case var name when name.StartsWith("xl/worksheets/", StringComparison.Ordinal) && !name.Contains("_rels", StringComparison.Ordinal):
                    StyleTable.Shift(document.Root!);
                    break;
            }
            using var target = zip.CreateEntry(entry.FullName, CompressionLevel.Fastest).Open();
            document.Save(target, SaveOptions.DisableFormatting);
        }
    }

    private static void AddTypes(XElement types, IReadOnlyList<SheetPart> parts)
    {
        types.Elements(Types + "Override").Where(e => (string?)e.Attribute("PartName") == "/docProps/app.xml").Remove();
        types.Add(parts.Select(p => new XElement(Types + "Override", new XAttribute("PartName", "/" + p.Path), new XAttribute("ContentType", SheetType))));
    }

    private static void AddLinks(XElement rels, IReadOnlyList<SheetPart> parts) =>
        rels.Add(parts.Select((p, i) => new XElement(Rels + "Relationship",
            new XAttribute("Id", LinkId(i)), new XAttribute("Type", $"{Links}/worksheet"), new XAttribute("Target", "/" + p.Path))));

    private static void AddSheets(XElement workbook, IReadOnlyList<SheetPart> parts, int before)
    {
        var sheets = workbook.Element(Main + "sheets")!;
        var id = sheets.Elements().Max(s => (int)s.Attribute("sheetId")!);
        var streamed = parts.Select((p, i) => new XElement(Main + "sheet",
            new XAttribute("name", p.Name), new XAttribute("sheetId", id + i + 1), new XAttribute(Links + "id", LinkId(i)))).ToList();
        if (before == 0)
        {
            sheets.AddFirst(streamed);
        }
        else
        {
            sheets.Elements().ElementAt(before - 1).AddAfterSelf(streamed);
        }
        var names = workbook.Element(Main + "definedNames");
        if (names is null)
        {
            names = new XElement(Main + "definedNames");
            sheets.AddAfterSelf(names);
        }
        // Places count from 0 in the order of the sheets; those after the streamed ones moved.
        foreach (var place in names.Elements().Attributes("localSheetId").Where(a => (int)a >= before))
        {
            place.Value = ((int)place + parts.Count).ToString(CultureInfo.InvariantCulture);
        }
        names.Add(parts.Select((p, i) => new XElement(Main + "definedName", new XAttribute("name", "_xlnm._FilterDatabase"),
            new XAttribute("localSheetId", before + i), new XAttribute("hidden", "1"), $"'{p.Name}'!$A$1:${p.LastColumn}${p.Rows}")));
    }

    private static string LinkId(int part) => $"rows{part + 1}";
}
