using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>Tells a column of whole times from two that belong together: a day, and the time of day beside it.</summary>
internal static partial class Times
{
    private const double Most = 0.6;

    /// <summary>A day or a time of something else than the complaint.</summary>
    public static bool IsOther(string name) => OtherTime().IsMatch(name);

    /// <summary>True when most of the cells say a time of day and no day.</summary>
    public static bool AreClocks(IReadOnlyList<string> cells) => Share(cells, Clock()) > Most;

    /// <summary>
    /// Looks at what stands in the column that is called a time. When it holds no days (<c>Start Time: 14:05:10</c>), it is the time of day and the
    /// day is sought in another column; when it holds nothing but days, the time of day is.
    /// </summary>
    /// <param name="best">What each field's column is so far, with the rank of its name.</param>
    /// <param name="header">Column names.</param>
    /// <param name="cells">What stands in a column of the sample.</param>
    public static void Settle(Dictionary<Field, (int Column, int Rank)> best, IReadOnlyList<string> header, Func<int, IReadOnlyList<string>> cells)
    {
        if (best.TryGetValue(Field.Time, out var time) && cells(time.Column) is { Count: > 0 } told)
        {
            var taken = best.Values.Select(b => b.Column).ToHashSet();
            if (AreClocks(told))
            {
                best.Remove(Field.Time);
                best[Field.Clock] = time;
                best.TryAdd(Field.Date, Nearest(i => Share(cells(i), Day()) > Most));
            }
            else if (Share(told, Day()) > Most && !best.ContainsKey(Field.Date) && !best.ContainsKey(Field.Clock) && Nearest(i => AreClocks(cells(i))) is { Column: >= 0 } clock)
            {
                best.Remove(Field.Time);
                (best[Field.Date], best[Field.Clock]) = (time, clock);
            }
            if (best.TryGetValue(Field.Date, out var date) && date.Column < 0)
            {
                best.Remove(Field.Date);
            }

            // The one that stands closest belongs to it: Start Date, Start Time, End Date, End Time.
            (int Column, int Rank) Nearest(Func<int, bool> fits) => Enumerable.Range(0, header.Count)
                .Where(i => !taken.Contains(i) && !IsOther(header[i]) && fits(i)).OrderBy(i => Math.Abs(i - time.Column)).Select(i => (i, int.MaxValue)).FirstOrDefault((-1, 0));
        }
    }

    private static double Share(IReadOnlyList<string> cells, Regex form) => cells.Count == 0 ? 0 : cells.Count(c => c.Length <= 40 && form.IsMatch(c)) / (double)cells.Count;

    [GeneratedRegex(@"purchase|birth|dob|clos|resol|due|respon|repl|updat|modif|expir|activat|last|end|sent|paid|warranty|install|duration|length|wait|hold|talk|handl|ring|answer", RegexOptions.IgnoreCase)]
    private static partial Regex OtherTime();

    [GeneratedRegex(@"^\s*(?:[01]?[0-9]|2[0-3])(?:\s*[:h]\s*[0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]+)?)?\s*(?:[ap]\.?\s?m\.?)?|(?:\.[0-5][0-9])?\s*[ap]\.?\s?m\.?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\s*(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ,]+[0-9]{2,4})(?:[ T]0?0:00(?::00)?)?\s*$")]
    private static partial Regex Day();
}
