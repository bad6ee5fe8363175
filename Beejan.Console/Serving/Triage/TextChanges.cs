namespace Beejan.Serving.Triage;

/// <summary>What differs between a text as written and as cleaned, character by character.</summary>
internal static class TextChanges
{
    // Beyond this many words in the differing middle all of it is marked: the table of a longer comparison would cost more than it tells.
    private const int MostWords = 400;

    /// <summary>Per character of each text, true where the other has no counterpart.</summary>
    public static (bool[] Before, bool[] After) Between(string before, string after)
    {
        var (left, right) = (new bool[before.Length], new bool[after.Length]);
        Words(before, after, left, right);
        return (left, right);
    }

    private static void Words(string before, string after, bool[] left, bool[] right)
    {
        var (a, b) = (Split(before), Split(after));
        var head = 0;
        while (head < a.Count && head < b.Count && Same(before, a[head], after, b[head]))
        {
            head++;
        }
        var (endA, endB) = (a.Count, b.Count);
        while (endA > head && endB > head && Same(before, a[endA - 1], after, b[endB - 1]))
        {
            (endA, endB) = (endA - 1, endB - 1);
        }
        a = a[head..endA];
        b = b[head..endB];
        if (a.Count > MostWords || b.Count > MostWords)
        {
            Mark(left, a);
            Mark(right, b);
            return;
        }
        // The longest row of words both have; between two of them stands what changed.
        var longest = Longest(before, a, after, b);
        for (var (i, j) = (0, 0); i < a.Count || j < b.Count;)
        {
            var (fromA, fromB) = (i, j);
            while ((i < a.Count || j < b.Count) && !(i < a.Count && j < b.Count && Same(before, a[i], after, b[j])))
            {
                var skipLeft = j >= b.Count || (i < a.Count && longest[i + 1, j] >= longest[i, j + 1]);
                (i, j) = skipLeft ? (i + 1, j) : (i, j + 1);
            }
            Changed(before, a, fromA, i, left, after, b, fromB, j, right);
            (i, j) = (i + 1, j + 1);
        }
    }

    // Of a stretch against a stretch, the characters both begin and end with are the same.
    private static void Changed(string before, List<Range> a, int fromA, int toA, bool[] left, string after, List<Range> b, int fromB, int toB, bool[] right)
    {
        var (startA, endA) = Ends(a, fromA, toA);
        var (startB, endB) = Ends(b, fromB, toB);
        while (startA < endA && startB < endB && before[startA] == after[startB])
        {
            (startA, startB) = (startA + 1, startB + 1);
        }
        while (endA > startA && endB > startB && before[endA - 1] == after[endB - 1])
        {
            (endA, endB) = (endA - 1, endB - 1);
        }
        Array.Fill(left, true, startA, endA - startA);
        Array.Fill(right, true, startB, endB - startB);
    }

    private static (int Start, int End) Ends(List<Range> words, int from, int to) =>
        from >= to ? (0, 0) : (words[from].Start.Value, words[Math.Min(to, words.Count) - 1].End.Value);

    private static int[,] Longest(string before, List<Range> a, string after, List<Range> b)
    {
        var longest = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                longest[i, j] = Same(before, a[i], after, b[j]) ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
            }
        }
        return longest;
    }

    // Words, and each run of white space.
    private static List<Range> Split(string text)
    {
        var words = new List<Range>();
        for (var start = 0; start < text.Length;)
        {
            var end = start + 1;
            while (end < text.Length && char.IsWhiteSpace(text[end]) == char.IsWhiteSpace(text[start]))
            {
                end++;
            }
            words.Add(start..end);
            start = end;
        }
        return words;
    }

    private static bool Same(string before, Range a, string after, Range b) => before.AsSpan()[a].SequenceEqual(after.AsSpan()[b]);

    private static void Mark(bool[] marks, List<Range> words)
    {
        foreach (var word in words)
        {
            Array.Fill(marks, true, word.Start.Value, word.End.Value - word.Start.Value);
        }
    }
}
