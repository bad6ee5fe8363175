using ClosedXML.Excel;

namespace Beejan.Serving.Reports.Excel;

/// <summary>A laid-out sheet of a few hundred cells: title, tables with headings, label and value pairs.</summary>
internal sealed class SmallSheet
{
    private readonly IXLWorksheet _sheet;

    public SmallSheet(IXLWorkbook book, string name, params ReadOnlySpan<double> widths)
    {
        _sheet = book.AddWorksheet(name);
        _sheet.ShowGridLines = false;
        _sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        _sheet.PageSetup.FitToPages(1, 0);
        for (var i = 0; i < widths.Length; i++)
        {
            _sheet.Column(i + 1).Width = widths[i];   // AdjustToContents needs GDI+, which Linux has not
        }
    }

    /// <summary>The title and lines below it; returns the next free row.</summary>
    public int Title(string title, params ReadOnlySpan<string> lines)
    {
        var cell = _sheet.Cell(1, 1).SetValue(title);
        cell.Style.Font.SetBold().Font.SetFontSize(16).Font.SetFontColor(Colour(Palette.Header));
        for (var i = 0; i < lines.Length; i++)
        {
            _sheet.Cell(2 + i, 1).SetValue(FormulaGuard.Guard(lines[i])).Style.Font.SetFontColor(Colour(Palette.Quiet));
        }
        return lines.Length + 3;
    }

    /// <summary>A table with its top left cell there; values are text, numbers, dates or null. Returns the row after it.</summary>
    public int Table(int row, int column, IReadOnlyList<string> headings, IReadOnlyList<string?> formats, IEnumerable<IReadOnlyList<object?>> rows)
    {
        for (var i = 0; i < headings.Count; i++)
        {
            var cell = _sheet.Cell(row, column + i).SetValue(headings[i]);
            cell.Style.Font.SetBold().Font.SetFontColor(Colour(Palette.OnHeader)).Fill.SetBackgroundColor(Colour(Palette.Header));
            cell.Style.Alignment.SetHorizontal(formats[i] is null ? XLAlignmentHorizontalValues.Left : XLAlignmentHorizontalValues.Right);
        }
        var at = row + 1;
        foreach (var values in rows)
        {
            for (var i = 0; i < headings.Count; i++)
            {
                var cell = Set(_sheet.Cell(at, column + i), values[i]);
                if (formats[i] is { } format)
                {
                    cell.Style.NumberFormat.SetFormat(format);
                }
                if ((at - row) % 2 == 0)
                {
                    cell.Style.Fill.SetBackgroundColor(Colour(Palette.Band));
                }
            }
            at++;
        }
        return at;
    }

    /// <summary>Labels and values; returns the row after them.</summary>
    public int Pairs(int row, IEnumerable<(string Label, object? Value)> pairs)
    {
        foreach (var (label, value) in pairs)
        {
            _sheet.Cell(row, 1).SetValue(label).Style.Font.SetFontColor(Colour(Palette.Quiet)).Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            Set(_sheet.Cell(row, 2), value).Style.Alignment.SetWrapText().Alignment.SetHorizontal(XLAlignmentHorizontalValues.Left);
            row++;
        }
        return row;
    }

    private static IXLCell Set(IXLCell cell, object? value)
    {
        switch (value)
        {
            case null: break;
            case string text: cell.SetValue(FormulaGuard.Guard(text)); break;
            case DateTime local: cell.SetValue(local).Style.NumberFormat.SetFormat("yyyy-mm-dd hh:mm:ss"); break;
            case long or int: cell.SetValue(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)); break;
            default: cell.SetValue(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)); break;
        }
        return cell;
    }

    private static XLColor Colour(string rgb) => XLColor.FromHtml("#" + rgb);
}
