namespace Beejan.Processing.Rules;

/// <summary>
/// Finds the cue word that a misspelt word most likely means: one letter more, fewer, other or swapped. Only words of at least five
/// letters, and only when exactly one cue word is that near, so that nothing is guessed.
/// </summary>
internal sealed class Spelling
{
    private const int Shortest = 5;
    private const int Ambiguous = -2;
    private readonly Dictionary<ulong, int> _forms = [];

    public Spelling(IEnumerable<(string Word, int Number)> words)
    {
        foreach (var (word, number) in words)
        {
            if (word.Length >= Shortest && !word.Any(char.IsAsciiDigit))
            {
                for (var skip = -1; skip < word.Length; skip++)
                {
                    var hash = Hash(word, skip);
                    _forms[hash] = _forms.TryGetValue(hash, out var other) && other != number ? Ambiguous : number;
                }
            }
        }
    }

    /// <summary>The number of the only word within one edit (as SymSpell finds it: by leaving letters out on both sides); -1 when there is none.</summary>
    public int Nearest(ReadOnlySpan<char> word)
    {
        if (word.Length is < Shortest or > 24)
        {
            return -1;
        }
        var nearest = -1;
        for (var skip = -1; skip < word.Length; skip++)
        {
            if (_forms.TryGetValue(Hash(word, skip), out var number))
            {
                if (number == Ambiguous || (nearest >= 0 && nearest != number))
                {
                    return -1;
                }
                nearest = number;
            }
        }
        return nearest;
    }

    private static ulong Hash(ReadOnlySpan<char> word, int skip)
    {
        var hash = Fingerprint.Seed;
        for (var i = 0; i < word.Length; i++)
        {
            if (i != skip)
            {
                hash = Fingerprint.Mix(hash, word[i]);
            }
        }
        return hash;
    }
}
