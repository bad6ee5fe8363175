namespace Beejan.Processing.Rules;

/// <summary>
/// Finds the cue word that a misspelt word most likely means: one letter more, fewer, other or swapped. Only words of at least five
/// letters; among several the one nearest in length, and none when that does not decide, so that nothing is guessed.
/// </summary>
internal sealed class Spelling
{
    private const int Shortest = 5;
    private const int Ambiguous = -2;
    private readonly Dictionary<ulong, int> _forms = [];
    private readonly Dictionary<int, int> _lengths = [];

    public Spelling(IEnumerable<(string Word, int Number)> words)
    {
        foreach (var (word, number) in words)
        {
            if (word.Length >= Shortest && !word.Any(char.IsAsciiDigit))
            {
                _lengths[number] = word.Length;
                for (var skip = -1; skip < word.Length; skip++)
                {
                    Add(Hash(word, skip), number);
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
            if (_forms.TryGetValue(Hash(word, skip), out var number) && number != Ambiguous && number != nearest)
            {
                var better = nearest < 0 ? -1 : Math.Abs(_lengths[number] - word.Length) - Math.Abs(_lengths[nearest] - word.Length);
                if (better == 0)
                {
                    return -1;
                }
                nearest = better < 0 ? number : nearest;
            }
        }
        return nearest;
    }

    // Of two words that share a form the longer one is meant: more of its letters are there.
    private void Add(ulong form, int number)
    {
        if (!_forms.TryGetValue(form, out var other) || other == number)
        {
            _forms[form] = number;
        }
        else if (other != Ambiguous)
        {
            var longer = _lengths[number] - _lengths[other];
            _forms[form] = longer == 0 ? Ambiguous : longer > 0 ? number : other;
        }
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
