namespace Beejan.Processing.Learning.Verbs;

/// <summary>What a model may learn from while some rows are tested that its corpus has too.</summary>
internal static class HeldOut
{
    /// <summary>The lines without those that are tested, in their order.</summary>
    /// <param name="lines">The corpus, each line with what it is known by.</param>
    /// <param name="tested">What the tested rows are known by, one for each row.</param>
    /// <param name="byRow">
    /// Leaves out as many lines as rows are tested, so that further lines with the same words stay, as when folds are cut by row. Otherwise
    /// none with the words of a tested row stays.
    /// </param>
    public static List<T> Kept<T>(IEnumerable<(T Line, string Key)> lines, IEnumerable<string> tested, bool byRow)
    {
        var left = tested.CountBy(key => key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var kept = new List<T>();
        foreach (var (line, key) in lines)
        {
            if (!left.TryGetValue(key, out var rows) || (byRow && rows == 0))
            {
                kept.Add(line);
            }
            else if (byRow)
            {
                left[key] = rows - 1;
            }
        }
        return kept;
    }
}
