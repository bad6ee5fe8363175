using System.Globalization;
using System.Text;
using System.Xml;

namespace Beejan.Sources.Files;

/// <summary>Reads workbooks of XML parts (.xlsx), row by row.</summary>
internal static class Xlsx
{
    /// <exception cref="Exception">Anything: the bytes are foreign.</exception>
    public static IEnumerable<Workbook.Sheet> Sheets(Package package)
    {
        var relations = package.Relations(package.Workbook);
        var cells = new CellText();
        Styles(package, Target(relations, "/styles"), cells);
        var strings = Strings(package, Target(relations, "/sharedStrings"));
        var sheets = new List<(string Name, string Id)>();
        using (var reader = package.Xml(package.Workbook))
        {
            while (reader!.Read())
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "workbookPr")
                {
                    cells.From1904 = reader.GetAttribute("date1904") is "1" or "true";
                }
                else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "sheet")
                {
                    sheets.Add((reader.GetAttribute("name") ?? "", Attribute(reader, "id") ?? ""));
                }
            }
        }
        foreach (var (name, id) in sheets)
        {
            var part = relations.Where(r => r.Id == id).Select(r => r.Target).FirstOrDefault();
            yield return new Workbook.Sheet(name, Merged(package, part), Rows(package, part, strings, cells));
        }
    }

    private static string? Target(IReadOnlyList<(string Id, string Type, string Target)> relations, string type) =>
        relations.Where(r => r.Type.EndsWith(type, StringComparison.Ordinal)).Select(r => r.Target).FirstOrDefault();

    /// <summary>By local name: namespaces differ between the strict and the usual form. The sheet's own <c>sheetId</c> is another name.</summary>
    private static string? Attribute(XmlReader reader, string local)
    {
        string? value = null;
        while (reader.MoveToNextAttribute())
        {
            value = reader.LocalName == local ? reader.Value : value;
        }
        reader.MoveToElement();
        return value;
    }

    private static void Styles(Package package, string? part, CellText cells)
    {
        using var reader = package.Xml(part);
        var inStyles = false;
        while (reader is not null && reader.Read())
        {
            switch (reader.LocalName)
            {
                case "cellXfs":
                    inStyles = reader.NodeType == XmlNodeType.Element;
                    break;
                case "xf" when inStyles && reader.NodeType == XmlNodeType.Element:
                    cells.AddStyle(Whole(reader.GetAttribute("numFmtId")) ?? 0);
                    break;
                case "numFmt" when reader.NodeType == XmlNodeType.Element && Whole(reader.GetAttribute("numFmtId")) is { } id:
                    cells.AddFormat(id, reader.GetAttribute("formatCode") ?? "");
                    break;
            }
        }
    }

    private static List<string> Strings(Package package, string? part)
    {
        var strings = new List<string>();
        using var reader = package.Xml(part);
        while (reader is not null && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "si")
            {
                strings.Add(Words(reader, "si"));
            }
        }
        return strings;
    }

    /// <summary>The text of a string item: its runs joined, reading aids left out. The reader stands on its start and ends on its end.</summary>
    private static string Words(XmlReader reader, string element)
    {
        if (reader.IsEmptyElement)
        {
            return "";
        }
        var text = new StringBuilder();
        var aid = 0;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == element))
        {
            aid += reader.LocalName == "rPh" && !reader.IsEmptyElement ? (reader.NodeType == XmlNodeType.Element ? 1 : reader.NodeType == XmlNodeType.EndElement ? -1 : 0) : 0;
            if (aid == 0 && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                text.Append(reader.Value);
            }
        }
        return text.ToString();
    }

    private static List<(int, int, int, int)> Merged(Package package, string? part)
    {
        var merged = new List<(int, int, int, int)>();
        using var reader = package.Xml(part);
        while (reader is not null && reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "mergeCell" && reader.GetAttribute("ref")?.Split(':') is [var from, var to]
                && Place(from) is var (first, left) && Place(to) is var (last, right))
            {
                merged.Add((first - 1, last - 1, left, right));
            }
        }
        return merged;
    }

    private static IEnumerable<Workbook.Row> Rows(Package package, string? part, List<string> strings, CellText cells)
    {
        using var reader = package.Xml(part);
        var number = 0;
        var row = new List<string>();
        while (reader is not null && reader.Read())
        {
            if (reader.LocalName == "row" && reader.NodeType == XmlNodeType.Element)
            {
                number = Whole(reader.GetAttribute("r")) ?? number + 1;
                row = [];
            }
            else if (reader.LocalName == "c" && reader.NodeType == XmlNodeType.Element)
            {
                var column = Place(reader.GetAttribute("r") ?? "") is var (_, at) && at >= 0 ? at : row.Count;
                var text = Cell(reader, strings, cells);
                if (text.Length > 0 && column < Workbook.MostColumns)
                {
                    while (row.Count <= column)
                    {
                        row.Add("");
                    }
                    row[column] = text;
                }
                else if (column == row.Count && column < Workbook.MostColumns)
                {
                    row.Add("");
                }
            }
            else if (reader.LocalName == "row" && reader.NodeType == XmlNodeType.EndElement && row.FindLastIndex(c => c.Length > 0) is var last and >= 0)
            {
                yield return new Workbook.Row(number, row[..(last + 1)]);
            }
        }
    }

    private static string Cell(XmlReader reader, List<string> strings, CellText cells)
    {
        var (type, style) = (reader.GetAttribute("t"), Whole(reader.GetAttribute("s")) ?? 0);
        var value = "";
        if (reader.IsEmptyElement)
        {
            return value;
        }
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "c"))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "v" or "is" && reader.NodeType == XmlNodeType.Element)
            {
                value = Words(reader, reader.LocalName);
            }
        }
        return type switch
        {
            "s" => Whole(value.Trim()) is { } index && index >= 0 && index < strings.Count ? CellText.Text(strings[index]) : "",
            "b" => value.Trim() == "1" ? "TRUE" : "FALSE",
            "e" => "",
            // Written out, with more digits of a second than any clock has.
            "d" => value.Length > 19 ? value[..19] : value,
            null or "n" => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? cells.Number(n, style) : CellText.Text(value),
            _ => CellText.Text(value),
        };
    }

    /// <summary>Row from 1 and column from 0 of a reference such as <c>AB12</c>; a column of -1 when it is none.</summary>
    private static (int Row, int Column) Place(string reference)
    {
        var (column, row) = (0, 0);
        foreach (var c in reference)
        {
            if (char.IsAsciiLetter(c))
            {
                column = Math.Min((column * 26) + (c & 0x1F), 1_000_000);
            }
            else if (char.IsAsciiDigit(c))
            {
                row = Math.Min((row * 10) + (c - '0'), 10_000_000);
            }
        }
        return (row, column - 1);
    }

    private static int? Whole(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
