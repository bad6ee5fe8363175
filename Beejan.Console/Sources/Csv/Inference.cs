using System.Text;
using System.Text.RegularExpressions;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Csv;

/// <summary>Tells from a sample what each column is: first by its name, then, for what is still missing, by what stands in it.</summary>
internal static partial class Inference
{
    private const int LeastWords = 12;

    /// <summary>Shorter cells on average are no sentences but codes and topics.</summary>
    private const int LeastSentence = 25;
    private const int FarLonger = 2;

    /// <summary>True when the cell begins like a date.</summary>
    public static bool IsDate(string cell) => cell.Length <= 64 && Date().IsMatch(cell);

    /// <summary>True for a Nigerian number in any written form.</summary>
    public static bool IsPhone(string cell) => cell.Length <= 64 && Phone().IsMatch(cell);

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
        Times.Settle(best, header, i => Cells(rows, i));
        var taken = best.Values.Select(b => b.Column).ToHashSet();
        var free = Enumerable.Range(0, header.Count).Where(i => !taken.Contains(i)).Select(i => (Column: i, Cells: Cells(rows, i))).Where(c => c.Cells.Count > 0).ToList();
        foreach (var (column, cells) in free.ToList())
        {
            if (NameParts.Of(header[column], cells) is { } field && best.TryAdd(field, (column, int.MaxValue)))
            {
                free.RemoveAll(c => c.Column == column);
            }
        }
        Guess(best, free, Field.Phone, cells => Share(cells, Phone()) is > 0.6 and var share ? share : 0);
        if (!best.ContainsKey(Field.Date) && !best.ContainsKey(Field.Clock))
        {
            Guess(best, [.. free.Where(c => !Times.IsOther(header[c.Column]))], Field.Time, cells => Share(cells, Date()) is > 0.6 and var share ? share : 0);
            Times.Settle(best, header, i => Cells(rows, i));
        }
        Prefer(best, header, rows, table);
        // Words: the longest ones win, even over a topic; ids and codes have no blanks.
        taken = best.Values.Select(b => b.Column).ToHashSet();
        Guess(best, [.. free.Where(c => !taken.Contains(c.Column) && MayBeWords(header[c.Column]))], Field.Text, Length);
        var mapped = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var (field, (column, _)) in best.OrderBy(b => b.Value.Column))
        {
            mapped.TryAdd(header[column], field);
        }
        return mapped;
    }

    /// <summary>
    /// A dialect whose columns are known by their names stays as it is; what no name says, the number, the time or the words of a log, is told by
    /// what stands in the columns.
    /// </summary>
    public static CsvDialect Complete(CsvDialect dialect, IReadOnlyList<IReadOnlyList<string>> sample, FieldTable table)
    {
        var columns = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var name in dialect.Header)
        {
            if (table.TryFind(Encoding.UTF8.GetBytes(name), out var field, out _))
            {
                columns.TryAdd(name, field);
            }
        }
        var (named, told) = (columns.Values.ToHashSet(), false);
        var inferred = Of(dialect.Header, sample, table);
        foreach (var (name, field) in inferred)
        {
            var missing = field switch
            {
                // Another column than the one called so was found to hold the sentences.
                Field.Text when named.Contains(Field.Text) => columns.GetValueOrDefault(name, Field.Key) != Field.Text,
                // What each call was about stands in for its words, unless there are sentences.
                Field.Text => !named.Contains(Field.Topic) || Cells(sample, dialect.Header.ToList().IndexOf(name)) is { Count: > 0 } cells && cells.Average(c => c.Length) >= LeastSentence,
                Field.Topic => columns.GetValueOrDefault(name, Field.Key) == Field.Text,
                // What is called a whole time and holds the time of day, or the day.
                Field.Clock or Field.Date when columns.GetValueOrDefault(name, Field.Key) == Field.Time => true,
                Field.Time => !named.Overlaps([Field.Time, Field.Date, Field.Clock]),
                _ => !named.Contains(field),
            };
            if (missing)
            {
                (columns[name], told) = (field, true);
            }
        }
        return told ? dialect with { Columns = columns } : dialect;
    }

    /// <summary>
    /// A column called like the complaint that holds codes or single words (<c>Issue: billing</c>) yields to one with sentences; it says what they are
    /// about. The house's own answers are no complaint, however long.
    /// </summary>
    private static void Prefer(Dictionary<Field, (int Column, int Rank)> best, IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, FieldTable table)
    {
        if (!best.TryGetValue(Field.Text, out var named) || (Cells(rows, named.Column) is { Count: > 0 } cells && cells.Average(c => c.Length) >= LeastSentence))
        {
            return;
        }
        var held = best.Where(b => b.Key is not (Field.Text or Field.Topic)).Select(b => b.Value.Column).ToHashSet();
        var winner = Enumerable.Range(0, header.Count).Where(i => i != named.Column && !held.Contains(i) && MayBeWords(header[i]) && IsWords(header[i], table))
            .Select(i => (Column: i, Length: Cells(rows, i) is { Count: > 0 } c ? Length(c) : 0)).DefaultIfEmpty().MaxBy(c => c.Length);
        var isNamed = winner.Length > 0 && table.TryFind(Encoding.UTF8.GetBytes(header[winner.Column]), out var meant, out _) && meant == Field.Text;
        if (winner.Length < (isNamed ? LeastWords : LeastSentence) || winner.Length < FarLonger * (Cells(rows, named.Column) is { Count: > 0 } few ? few.Average(c => c.Length) : 0))
        {
            return;
        }
        if (!best.TryGetValue(Field.Topic, out var topic) || topic.Column == winner.Column)
        {
            best[Field.Topic] = named;
        }
        best[Field.Text] = (winner.Column, int.MaxValue);
    }

    /// <summary>It may hold words: a name that means nothing, the text or the topic.</summary>
    private static bool IsWords(string name, FieldTable table) => !table.TryFind(Encoding.UTF8.GetBytes(name), out var field, out _) || field is Field.Text or Field.Topic;

    /// <summary>It is not called like the house's own words, nor like a place or a part of the house.</summary>
    private static bool MayBeWords(string name) => !Answer().IsMatch(name) && (!Somewhere().IsMatch(name) || Said().IsMatch(name));

    private static double Length(List<string> cells) =>
        cells.Average(c => c.Length) is >= LeastWords and var length && Share(cells, Words()) > 0.5 && Share(cells, Date()) < 0.5 && Share(cells, Phone()) < 0.5 ? length : 0;

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

    [GeneratedRegex(@"^\s*(?:\+|00)?[\s(]*(?:234|0)?[\s)-]*[789][0-9][\s-]*(?:[0-9][\s-]*){8}$")]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\s*(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ,]+[0-9]{2,4}|[A-Za-z]{3,9}\.?,? [0-9]{1,2},? .*[0-9]{4})")]
    private static partial Regex Date();

    /// <summary>What the house said or did, not the customer.</summary>
    [GeneratedRegex(@"repl(?:y|ied)|respon[sd]|resolution|resolved|answer|action|outcome|solution|url|link|image|address", RegexOptions.IgnoreCase)]
    private static partial Regex Answer();

    /// <summary>Where it was or who has it, not what is wrong.</summary>
    [GeneratedRegex(@"agency|branch|depart|division|office|cent(?:re|er)|\bunit|\bteam|facility|station|shop|outlet|location|street|landmark|\bcity|\btown|district|region|borough|\barea|\broute|\bplace", RegexOptions.IgnoreCase)]
    private static partial Regex Somewhere();

    /// <summary>What is wrong, wherever it is.</summary>
    [GeneratedRegex(@"complain|problem|issue|descri|comment|detail|message|note|remark|happen|experience|feedback", RegexOptions.IgnoreCase)]
    private static partial Regex Said();

    [GeneratedRegex(@"\S\s+\S")]
    private static partial Regex Words();
}
