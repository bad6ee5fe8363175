namespace Beejan.Sources.Csv;

/// <summary>
/// How few columns a row of a file may have. Programs leave out the delimiters behind a row's last value: some always, Excel for sixteen rows at a
/// time in which the last columns are empty. Anything else that lacks columns lost a delimiter or a quote, and nobody knows which value is which.
/// </summary>
internal static class ShortRows
{
    /// <summary>Fewer rows of one width may be slips.</summary>
    private const int Many = 8;

    private const double Share = 0.05;

    /// <summary>The fewest columns that the sample shows to be meant; null when rows are as wide as the header.</summary>
    /// <param name="width">Columns of the header.</param>
    /// <param name="sample">The first rows behind it.</param>
    public static int? Least(int width, IReadOnlyList<IReadOnlyList<string>> sample)
    {
        // What whole rows leave empty may be left out as well.
        var least = width - sample.Where(r => r.Count >= width).Select(r => r.Take(width).Reverse().TakeWhile(string.IsNullOrWhiteSpace).Count()).DefaultIfEmpty().Max();
        foreach (var few in sample.Where(r => r.Count < width && r.Count * 2 > width).CountBy(r => r.Count).Where(g => g.Value >= Many && g.Value >= sample.Count * Share))
        {
            least = Math.Min(least, few.Key);
        }
        return least < width && least > 0 ? least : null;
    }
}
