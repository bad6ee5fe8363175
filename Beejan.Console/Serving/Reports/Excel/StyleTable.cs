using System.Globalization;
using System.Xml.Linq;

namespace Beejan.Serving.Reports.Excel;

/// <summary>
/// Gives the streamed sheets' styles the fixed places of <see cref="SheetStyle"/>: they are written before ClosedXML makes its table, so
/// ours are inserted behind the default style and ClosedXML's sheets are renumbered.
/// </summary>
internal static class StyleTable
{
    private const int FirstFormat = 400;
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static void MakeRoom(XElement styles)
    {
        var font = Append(styles, "fonts", "numFmts", new XElement(Main + "font",
            new XElement(Main + "b"), Value("sz", "11"), new XElement(Main + "color", new XAttribute("rgb", "FF" + Palette.OnHeader)), Value("name", "Calibri"), Value("family", "2")));
        var fill = Append(styles, "fills", "fonts", new XElement(Main + "fill", new XElement(Main + "patternFill", new XAttribute("patternType", "solid"),
            new XElement(Main + "fgColor", new XAttribute("rgb", "FF" + Palette.Header)), new XElement(Main + "bgColor", new XAttribute("indexed", "64")))));
        for (var i = 0; i < SheetStyle.Formats.Count; i++)
        {
            Append(styles, "numFmts", null, new XElement(Main + "numFmt", new XAttribute("numFmtId", FirstFormat + i), new XAttribute("formatCode", SheetStyle.Formats[i])));
        }
        var cells = styles.Element(Main + "cellXfs")!;
        List<XElement> ours =
        [
            Style(0, font, fill, new XElement(Main + "alignment", new XAttribute("vertical", "center"))),
            .. SheetStyle.Formats.Select((_, i) => Style(FirstFormat + i, 0, 0)),
        ];
        cells.Elements().First().AddAfterSelf(ours);
        cells.SetAttributeValue("count", cells.Elements().Count());
    }

    /// <summary>Renumbers the styles of a sheet that ClosedXML wrote.</summary>
    public static void Shift(XElement sheet)
    {
        foreach (var element in sheet.Descendants().Where(e => e.Name.LocalName is "c" or "row" or "col"))
        {
            var style = element.Attribute(element.Name.LocalName == "col" ? "style" : "s");
            if (style is not null && (int)style > 0)
            {
                style.Value = ((int)style + SheetStyle.Count - 1).ToString(CultureInfo.InvariantCulture);
            }
        }
    }

    private static XElement Style(int format, int font, int fill, XElement? alignment = null) => new(Main + "xf",
        new XAttribute("numFmtId", format), new XAttribute("fontId", font), new XAttribute("fillId", fill), new XAttribute("borderId", 0), new XAttribute("xfId", 0),
        new XAttribute("applyNumberFormat", 1), new XAttribute("applyFont", 1), new XAttribute("applyFill", 1), alignment);

    private static XElement Value(string name, string value) => new(Main + name, new XAttribute("val", value));

    /// <summary>Adds to a list of the table, making the list behind <paramref name="after"/> (or first) when there is none; returns the new one's place.</summary>
    private static int Append(XElement styles, string list, string? after, XElement item)
    {
        var home = styles.Element(Main + list);
        if (home is null)
        {
            home = new XElement(Main + list);
            if (after is not null && styles.Element(Main + after) is { } before)
            {
                before.AddAfterSelf(home);
            }
            else
            {
                styles.AddFirst(home);
            }
        }
        home.Add(item);
        var count = home.Elements().Count();
        home.SetAttributeValue("count", count);
        return count - 1;
    }
}
