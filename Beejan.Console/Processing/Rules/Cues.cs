using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>One cue: words in a row (or with a gap), the sub-category they point to and how strongly.</summary>
internal sealed record Cue(int Number, string Text, int Subcategory, float Weight, int[] Words, bool[] GapBefore);

/// <summary>
/// Finds cues in a folded text in one pass over its words. Words are numbered by a trie; each cue is tried where its first word
/// stands, and only when all its words occur at all.
/// </summary>
internal sealed class Cues
{
    private const int WidestGap = 4;
    private const int Letters = 37;
    private readonly List<int> _next = [.. new int[Letters]];
    private readonly List<int> _whole = [-1];
    private readonly List<int> _stem = [-1];
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<Cue> _all = [];
    private readonly Cue[][] _byFirst;
    private readonly int[] _nodes;
    private readonly int[] _wholes;
    private readonly int[] _stems;

    /// <param name="cues">For each sub-category (or other class) its cues as written.</param>
    public Cues(IReadOnlyList<IReadOnlyList<string>> cues)
    {
        var seen = new HashSet<(string, int)>();
        for (var s = 0; s < cues.Count; s++)
        {
            foreach (var text in cues[s])
            {
                Add(text, s, seen);
            }
        }
        _nodes = [.. _next];
        _wholes = [.. _whole];
        _stems = [.. _stem];
        var byFirst = _all.ToLookup(c => c.Words[0]);
        _byFirst = [.. Enumerable.Range(0, _numbers.Count).Select(n => byFirst[n].ToArray())];
    }

    /// <summary>How many cues there are; the size of the array that <see cref="Find"/> fills.</summary>
    public int Count => _all.Count;

    /// <summary>Puts each cue that occurs into <paramref name="found"/> once and tells how many there are.</summary>
    public int Find(in FoldedText text, Span<Cue> found)
    {
        var count = Math.Min(text.Count, 512);
        Span<int> whole = stackalloc int[count];
        Span<int> stem = stackalloc int[count];
        Span<ulong> present = stackalloc ulong[(_numbers.Count + 63) / 64];
        present.Clear();
        for (var i = 0; i < count; i++)
        {
            Number(text[i], out whole[i], out stem[i]);
            Mark(present, whole[i]);
            Mark(present, stem[i]);
        }
        var hits = 0;
        for (var i = 0; i < count; i++)
        {
            hits = Try(whole[i], i, whole, stem, present, found, hits);
            hits = Try(stem[i], i, whole, stem, present, found, hits);
        }
        return hits;
    }

    private int Try(int number, int at, ReadOnlySpan<int> whole, ReadOnlySpan<int> stem, ReadOnlySpan<ulong> present, Span<Cue> found, int hits)
    {
        if (number < 0)
        {
            return hits;
        }
        foreach (var cue in _byFirst[number])
        {
            if (hits < found.Length && Matches(cue, at, whole, stem, present) && !Has(found[..hits], cue))
            {
                found[hits++] = cue;
            }
        }
        return hits;
    }

    private static bool Matches(Cue cue, int at, ReadOnlySpan<int> whole, ReadOnlySpan<int> stem, ReadOnlySpan<ulong> present)
    {
        for (var w = 1; w < cue.Words.Length; w++)
        {
            if ((present[cue.Words[w] >> 6] & (1UL << (cue.Words[w] & 63))) == 0)
            {
                return false;
            }
        }
        for (var w = 1; w < cue.Words.Length; w++)
        {
            var last = Math.Min(at + 1 + (cue.GapBefore[w] ? WidestGap : 0), whole.Length - 1);
            var next = at + 1;
            while (next <= last && whole[next] != cue.Words[w] && stem[next] != cue.Words[w])
            {
                next++;
            }
            if (next > last)
            {
                return false;
            }
            at = next;
        }
        return true;
    }

    private static bool Has(ReadOnlySpan<Cue> found, Cue cue)
    {
        foreach (var one in found)
        {
            if (ReferenceEquals(one, cue))
            {
                return true;
            }
        }
        return false;
    }

    private static void Mark(Span<ulong> present, int number)
    {
        if (number >= 0)
        {
            present[number >> 6] |= 1UL << (number & 63);
        }
    }

    private void Number(ReadOnlySpan<char> word, out int whole, out int stem)
    {
        var node = 0;
        stem = -1;
        whole = -1;
        foreach (var c in word)
        {
            var letter = Letter(c);
            node = letter < 0 ? 0 : _nodes[(node * Letters) + letter];
            if (node == 0)
            {
                whole = -1;
                return;
            }
            if (_stems[node] >= 0)
            {
                stem = _stems[node];
            }
        }
        whole = _wholes[node];
    }

    private void Add(string text, int subcategory, HashSet<(string, int)> seen)
    {
        var mark = text.LastIndexOf('^');
        var phrase = mark < 0 ? text : text[..mark];
        var weight = mark < 0 ? 1f : float.Parse(text.AsSpan(mark + 1), CultureInfo.InvariantCulture);
        if (weight <= 0)
        {
            return;
        }
        var words = new List<int>();
        var gaps = new List<bool>();
        var gap = false;
        foreach (var part in phrase.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                gap = true;
                continue;
            }
            var isStem = part.EndsWith('*');
            foreach (var word in FoldedText.Of(part.TrimEnd('*')).Split(' '))
            {
                words.Add(NumberOf(word, isStem && part.AsSpan().TrimEnd('*').EndsWith(word, StringComparison.OrdinalIgnoreCase)));
                gaps.Add(gap);
                gap = false;
            }
        }
        var clean = phrase.Replace("*", "", StringComparison.Ordinal).Replace(" .. ", " … ", StringComparison.Ordinal);
        if (seen.Add((string.Join(' ', words.Zip(gaps)), subcategory)))
        {
            _all.Add(new Cue(_all.Count, clean, subcategory, weight, [.. words], [.. gaps]));
        }
    }

    private int NumberOf(string word, bool isStem)
    {
        var key = isStem ? word + "*" : word;
        if (_numbers.TryGetValue(key, out var number))
        {
            return number;
        }
        number = _numbers.Count;
        _numbers.Add(key, number);
        var node = 0;
        foreach (var c in word)
        {
            var letter = Letter(c);
            if (letter < 0)
            {
                throw new InvalidOperationException($"The cue word '{word}' has a character that folds to no letter or digit.");
            }
            var at = (node * Letters) + letter;
            if (_next[at] == 0)
            {
                _next[at] = _whole.Count;
                _next.AddRange(new int[Letters]);
                _whole.Add(-1);
                _stem.Add(-1);
            }
            node = _next[at];
        }
        (isStem ? _stem : _whole)[node] = number;
        return number;
    }

    private static int Letter(char c) => c is >= 'a' and <= 'z' ? c - 'a' : c is >= '0' and <= '9' ? 26 + c - '0' : -1;
}
