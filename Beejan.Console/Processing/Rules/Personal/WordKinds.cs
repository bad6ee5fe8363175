using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>Words by what they say, looked up without a string.</summary>
internal static class WordKinds
{
    /// <param name="comparer">What counts as the same word.</param>
    /// <param name="kinds">Words with blanks between them; of one that stands twice the last counts.</param>
    public static FrozenDictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> Of<T>(StringComparer comparer, params ReadOnlySpan<(T Kind, string Words)> kinds)
    {
        var known = new Dictionary<string, T>(comparer);
        foreach (var (kind, words) in kinds)
        {
            foreach (var word in words.Split(' '))
            {
                known[word] = kind;
            }
        }
        return known.ToFrozenDictionary(comparer).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
