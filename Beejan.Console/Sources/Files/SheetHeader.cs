using System.Globalization;
using System.Text;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Files;

/// <summary>Finds a sheet's header: titles may stand above it, merged cells may group its columns, and it may take two rows.</summary>
/// <param name="Rows">Rows of the sample up to the first one of data.</param>
/// <param name="Names">Column names, none empty and none twice.</param>
internal sealed record SheetHeader(int Rows, IReadOnlyList<string> Names)
{
    private const int FurthestDown = 15;

    public static SheetHeader Find(IReadOnlyList<Workbook.Row> sample, IReadOnlyList<(int FirstRow, int LastRow, int First, int Last)> merged, FieldTable table)
    {
        var width = sample.Max(r => r.Cells.Count);
        var best = Enumerable.Range(0, Math.Min(FurthestDown, sample.Count)).MaxBy(i => Score(sample[i], table, width) - (i * 0.01));
        var names = Spread(sample[best], merged, width);
        var rows = best + 1;
        var groups = merged.Any(m => m.FirstRow == sample[best].Number - 1 && m.LastRow == m.FirstRow && m.Last > m.First);
        if (groups && rows < sample.Count && sample[rows].Number == sample[best].Number + 1 && sample[rows].Cells.All(IsWord))
        {
            // "Customer" over "Name" and "Phone" is "Customer Name" and "Customer Phone".
            for (var i = 0; i < width; i++)
            {
                var below = i < sample[rows].Cells.Count ? sample[rows].Cells[i] : "";
                names[i] = $"{names[i]} {below}".Trim();
            }
            rows++;
        }
        return new SheetHeader(rows, Distinct(names));
    }

    /// <summary>Known names count most, then words in many columns; numbers and gaps are data.</summary>
    private static double Score(Workbook.Row row, FieldTable table, int width)
    {
        var filled = row.Cells.Count(c => c.Length > 0);
        var words = row.Cells.Count(IsWord);
        var known = row.Cells.Count(c => c.Length is > 0 and <= 64 && table.TryFind(Encoding.UTF8.GetBytes(c), out _, out _));
        return (known * 3) + ((words * 2) - filled) / (double)Math.Max(1, width) + (filled >= Math.Max(2, width * 0.6) ? 1 : 0);
    }

    private static bool IsWord(string cell) => cell.Length is > 0 and <= 64 && !double.TryParse(cell, NumberStyles.Any, CultureInfo.InvariantCulture, out _) && !(cell.Length >= 10 && char.IsDigit(cell[0]));

    private static string[] Spread(Workbook.Row row, IReadOnlyList<(int FirstRow, int LastRow, int First, int Last)> merged, int width)
    {
        var names = new string[width];
        for (var i = 0; i < width; i++)
        {
            names[i] = i < row.Cells.Count ? row.Cells[i] : "";
        }
        foreach (var (first, _, from, to) in merged)
        {
            for (var i = from + 1; first == row.Number - 1 && i <= to && i < width; i++)
            {
                names[i] = names[i].Length == 0 ? names[from] : names[i];
            }
        }
        return names;
    }

    private static List<string> Distinct(string[] names)
    {
        var distinct = new List<string>(names.Length);
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i].ReplaceLineEndings(" ").Trim();
            name = name.Length == 0 ? $"Column {i + 1}" : name;
            distinct.Add(distinct.Contains(name, StringComparer.OrdinalIgnoreCase) ? $"{name} ({i + 1})" : name);
        }
        return distinct;
    }
}
