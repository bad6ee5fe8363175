using System.Text.RegularExpressions;

namespace Beejan.Sources.Fields;

/// <summary>
/// Tells whole times from two that belong together, a day and the time of day beside it: for a table by its columns (<see cref="Settle"/>), so that
/// the other of the two is found whatever it is called, and for each record by its values (<see cref="Whole"/>).
/// </summary>
internal static partial class Times
{
    private const double Most = 0.6;
    private const int Longest = 40;

    /// <summary>A day or a time of something else than the complaint.</summary>
    public static bool IsOther(string name) => OtherTime().IsMatch(name);

    /// <summary>True when most of the cells say a time of day and no day.</summary>
    public static bool AreClocks(IReadOnlyList<string> cells) => Share(cells, IsClock) > Most;

    /// <summary>What a record says of its time, as written; null when it says nothing.</summary>
    /// <param name="time">From a column called like a whole time; may hold one half of it.</param>
    /// <param name="date">From a column called like a day.</param>
    /// <param name="clock">From a column called like a time of day.</param>
    public static string? Whole(string? time, string? date, string? clock) => (time, date, clock) switch
    {
        ({ } half, { } day, _) when IsClock(half) && BareDay(day) is { } bare => $"{bare} {Colons(half)}",
        ({ } half, _, { } rest) when IsDay(half) => $"{BareDay(half)} {Colons(rest)}",
        ({ } whole, _, _) => whole,
        (null, { } day, { } rest) when BareDay(day) is { } bare => $"{bare} {Colons(rest)}",
        (null, { } day, _) => day,
        (null, null, var alone) => alone,
    };

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
                best.TryAdd(Field.Date, Nearest(i => Share(cells(i), IsDay) > Most));
            }
            else if (Share(told, IsDay) > Most && !best.ContainsKey(Field.Date) && !best.ContainsKey(Field.Clock) && Nearest(i => AreClocks(cells(i))) is { Column: >= 0 } clock)
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

    /// <summary>A time of day and no day: 9:15 pm, 09:15:22, 9 pm.</summary>
    private static bool IsClock(string text) => text.Length <= Longest && Clock().IsMatch(text);

    /// <summary>A day and no time of day, or its midnight, as spreadsheets write a day.</summary>
    private static bool IsDay(string text) => text.Length <= Longest && Day().IsMatch(text);

    /// <summary>The day without its midnight; null when a time of day stands behind it. Whatever names a day will do: only its column called it one.</summary>
    private static string? BareDay(string date) => !date.Contains(':', StringComparison.Ordinal) ? date.Trim()
        : Midnight().Replace(date, "").Trim() is var day && !day.Contains(':', StringComparison.Ordinal) ? day : null;

    /// <summary>Logs write the time of day without a sign between, 0915.</summary>
    private static string Colons(string clock)
    {
        var time = clock.Trim();
        return time.Length is not (3 or 4 or 6) || time.AsSpan().IndexOfAnyExceptInRange('0', '9') >= 0 ? time
            : time.Length == 6 ? $"{time[..2]}:{time[2..4]}:{time[4..]}"
            : $"{time[..^2]}:{time[^2..]}";
    }

    private static double Share(IReadOnlyList<string> cells, Func<string, bool> fits) => cells.Count == 0 ? 0 : cells.Count(fits) / (double)cells.Count;

    [GeneratedRegex(@"purchase|birth|dob|clos|resol|due|respon|repl|updat|modif|expir|activat|last|end|sent|paid|warranty|install|duration|length|wait|hold|talk|handl|ring|answer", RegexOptions.IgnoreCase)]
    private static partial Regex OtherTime();

    [GeneratedRegex(@"^\s*(?:[01]?[0-9]|2[0-3])(?:\s*[:h]\s*[0-5][0-9](?:[:.][0-5][0-9](?:\.[0-9]+)?)?\s*(?:[ap]\.?\s?m\.?)?(?:\s*(?:h(?:rs?|ours)?|wat|utc|gmt|z|[+-][0-9]{1,2}(?::?[0-9]{2})?))?|(?:\.[0-5][0-9])?\s*[ap]\.?\s?m\.?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^\s*(?:[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[A-Za-z]{3,9})[-/. ,]+[0-9]{2,4})(?:[ T]0?0:00(?::00)?)?\s*$")]
    private static partial Regex Day();

    [GeneratedRegex(@"[ T]+0?0:00(?::00)?\s*$")]
    private static partial Regex Midnight();
}
