using System.Globalization;
using System.Text;
using System.Xml;

namespace Beejan.Sources.Files;

/// <summary>Reads workbooks in one XML document (SpreadsheetML of Excel 2003), row by row: what report servers still give out as <c>.xls</c>.</summary>
internal static class SpreadsheetMl
{
    private const string Namespace = "urn:schemas-microsoft-com:office:spreadsheet";

    /// <summary>True when the first bytes are such a document's, in UTF-8 or narrower.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head) => head[..Math.Min(head.Length, 4096)].IndexOf("urn:schemas-microsoft-com:office:spreadsheet"u8) >= 0
        && head[..Math.Min(head.Length, 4096)].IndexOf("Workbook"u8) >= 0;

    /// <exception cref="XmlException">The document is broken; sheets and rows before that were given.</exception>
    public static IEnumerable<Workbook.Sheet> Sheets(Stream document)
    {
        using var reader = XmlReader.Create(document, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true, CheckCharacters = false,
        });
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader is { LocalName: "Worksheet", IsEmptyElement: false })
            {
                var merged = new List<(int, int, int, int)>();
                yield return new Workbook.Sheet(reader.GetAttribute("Name", Namespace) ?? "", merged, Rows(reader, merged));
            }
        }
    }

    private static IEnumerable<Workbook.Row> Rows(XmlReader reader, List<(int, int, int, int)> merged)
    {
        var (number, row, column) = (0, new List<string>(), 0);
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "Worksheet"))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Row")
            {
                (number, row, column) = (Whole(reader, "Index") ?? number + 1, [], 0);
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Cell")
            {
                column = Math.Max((Whole(reader, "Index") ?? column + 1) - 1, column);
                var across = Math.Clamp(Whole(reader, "MergeAcross") ?? 0, 0, Workbook.MostColumns);
                if (across > 0)
                {
                    merged.Add((number - 1, number - 1, column, column + across));
                }
                var text = Cell(reader);
                if (text.Length > 0 && column < Workbook.MostColumns)
                {
                    while (row.Count <= column)
                    {
                        row.Add("");
                    }
                    row[column] = text;
                }
                column += across + 1;
            }
            else if (reader.NodeType == XmlNodeType.EndElement && reader.LocalName == "Row" && row.Count > 0)
            {
                yield return new Workbook.Row(number, row);
            }
        }
    }

    /// <summary>The cell's data, without its comment. The reader stands on its start and ends on its end.</summary>
    private static string Cell(XmlReader reader)
    {
        var (text, type, inData) = (new StringBuilder(), "String", false);
        if (reader.IsEmptyElement)
        {
            return "";
        }
        var depth = reader.Depth;
        while (reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (reader.LocalName == "Data" && reader.Depth == depth + 1 && reader.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
            {
                inData = reader.NodeType == XmlNodeType.Element && !reader.IsEmptyElement;
                type = inData ? reader.GetAttribute("Type", Namespace) ?? type : type;
            }
            else if (inData && reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
            {
                text.Append(reader.Value);
            }
        }
        var said = text.ToString();
        return type switch
        {
            "DateTime" => (said.Length > 19 ? said[..19] : said).Replace('T', ' ') is var time && time.EndsWith(" 00:00:00", StringComparison.Ordinal) ? time[..10]
                : time.StartsWith("1899-12-31 ", StringComparison.Ordinal) ? time[11..] : time,
            "Number" when double.TryParse(said, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => CellText.Plain(number),
            "Boolean" => said.Trim() == "1" ? "TRUE" : "FALSE",
            "Error" => "",
            _ => CellText.Text(said),
        };
    }

    private static int? Whole(XmlReader reader, string attribute) =>
        int.TryParse(reader.GetAttribute(attribute, Namespace), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
