using System.Text;
using System.Text.RegularExpressions;

namespace Beejan.Sources;

/// <summary>Tells from a sample what each column is: first by its name, then, for what is still missing, by what stands in it.</summary>
internal static partial class Inference
{
    private const int LeastWords = 12;

    /// <param name="header">Column names.</param>
    /// <param name="rows">Sample rows behind it.</param>
    /// <param name="table">Which names mean which field.</param>
    public static Dictionary<string, Field> Of(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, FieldTable table)
    {
        var best = new Dictionary<Field, (int Column, int Rank)>();
        for (var i = 0; i < header.Count; i++)
        {
            if (table.TryFind(Encoding.UTF8.GetBytes(header[i]), out var field, out var rank) && (!best.TryGetValue(field, out var known) || rank < known.Rank))
            {
                best[field] = (i, rank);
            }
        }
        var taken = best.Values.Select(b => b.Column).ToHashSet();
        var free = Enumerable.Range(0, header.Count).Where(i => !taken.Contains(i)).Select(i => (Column: i, Cells: Cells(rows, i))).Where(c => c.Cells.Count > 0).ToList();
        Guess(best, free, Field.Phone, cells => Share(cells, Phone()) is > 0.6 and var share ? share : 0);
        if (!best.ContainsKey(Field.Date) && !best.ContainsKey(Field.Clock))
        {
            Guess(best, free, Field.Time, cells => Share(cells, Date()) is > 0.6 and var share ? share : 0);
        }
        // Words: the longest ones win, even over a topic; ids and codes have no blanks.
        Guess(best, free, Field.Text, cells => cells.Average(c => c.Length) is >= LeastWords and var length && Share(cells, Words()) > 0.5 ? length : 0);
        var mapped = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var (field, (column, _)) in best.OrderBy(b => b.Value.Column))
        {
            mapped.TryAdd(header[column], field);
        }
        return mapped;
    }

    private static void Guess(Dictionary<Field, (int, int)> best, List<(int Column, List<string> Cells)> free, Field field, Func<List<string>, double> score)
    {
        if (best.ContainsKey(field) || free.Count == 0)
        {
            return;
        }
        var winner = free.Select(c => (c.Column, Score: score(c.Cells))).MaxBy(c => c.Score);
        if (winner.Score > 0)
        {
            best[field] = (winner.Column, int.MaxValue);
            free.RemoveAll(c => c.Column == winner.Column);
        }
    }

    private static List<string> Cells(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        [.. rows.Where(r => column < r.Count && !string.IsNullOrWhiteSpace(r[column])).Select(r => r[column]).Take(500)];

    private static double Share(List<string> cells, Regex form) => cells.Count(c => c.Length <= 4000 && form.IsMatch(c)) / (double)cells.Count;

    [GeneratedRegex(@"^\s*(?:\+|00)?[\s(]*(?:234|0)?[\s)-]*[789]\d[\s-]*(?:\d[\s-]*){8}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\s*(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]+\d{2,4}|[A-Za-z]{3,9}\.?,? \d{1,2},? .*\d{4})")]
    private static partial Regex Date();

    [GeneratedRegex(@"\S\s+\S")]
    private static partial Regex Words();
}
