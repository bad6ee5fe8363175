using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Plain;

/// <summary>Finds the frequent English word that a misspelt one stands for: one letter wrong, missing, too many or two swapped.</summary>
internal sealed class Spelling
{
    private const int LeastLength = 5;

    // By length, the most frequent first.
    private readonly List<string>[] _byLength = [.. Enumerable.Range(0, 26).Select(_ => new List<string>())];
    private readonly FrozenSet<string> _known;

    /// <param name="alsoKnown">Words that are right although no English dictionary has them, lower case.</param>
    public Spelling(IEnumerable<string> alsoKnown)
    {
        var words = EmbeddedData.Lines("words-en.txt").ToList();
        foreach (var word in words.Where(w => w.Length is >= LeastLength - 1 and < 26))
        {
            _byLength[word.Length].Add(word);
        }
        _known = words.Concat(alsoKnown).ToFrozenSet(StringComparer.Ordinal);
    }

    public bool Knows(string word) => _known.Contains(word);

    /// <summary>The right spelling; null for a word that is known, too short to be sure of, or like none.</summary>
    /// <param name="word">Lower case.</param>
    public string? Of(string word)
    {
        if (word.Length is < LeastLength or >= 24 || Knows(word) || !word.All(char.IsAsciiLetterLower))
        {
            return null;
        }
        // The first letter is seldom wrong; the swap of two is the slip most often made, then the rest.
        var found = _byLength[word.Length].Find(w => w[0] == word[0] && IsSwap(w, word));
        return found ?? _byLength[word.Length + 1].Find(w => w[0] == word[0] && IsOneMore(w, word))
            ?? _byLength[word.Length - 1].Find(w => w[0] == word[0] && IsOneMore(word, w))
            ?? _byLength[word.Length].Find(w => w[0] == word[0] && Differences(w, word) == 1);
    }

    private static bool IsSwap(string a, string b)
    {
        var at = a.AsSpan().CommonPrefixLength(b);
        return at + 1 < a.Length && a[at] == b[at + 1] && a[at + 1] == b[at] && a.AsSpan(at + 2).SequenceEqual(b.AsSpan(at + 2));
    }

    private static bool IsOneMore(string longer, string shorter)
    {
        var at = longer.AsSpan().CommonPrefixLength(shorter);
        return longer.AsSpan(at + 1).SequenceEqual(shorter.AsSpan(at));
    }

    private static int Differences(string a, string b)
    {
        var count = 0;
        for (var i = 0; i < a.Length && count < 2; i++)
        {
            count += a[i] == b[i] ? 0 : 1;
        }
        return count;
    }
}
