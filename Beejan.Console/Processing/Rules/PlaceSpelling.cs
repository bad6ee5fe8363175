namespace Beejan.Processing.Rules;

/// <summary>
/// Finds the place that a misspelt name stands for: one letter wrong, missing, too many or two swapped. The first letter is seldom wrong and never
/// forgiven, and a slip that could be places in two states is none.
/// </summary>
internal sealed class PlaceSpelling
{
    /// <summary>Shorter names are one letter from too many words.</summary>
    public const int LeastLength = 5;

    private readonly Dictionary<(char First, int Length), List<(string Name, List<Place> Places)>> _names = [];
    private readonly Lazy<HashSet<string>.AlternateLookup<ReadOnlySpan<char>>> _words;

    public PlaceSpelling(IEnumerable<KeyValuePair<string, List<Place>>> byName)
    {
        foreach (var (name, places) in byName.Where(n => n.Key.Length >= LeastLength))
        {
            var key = (name[0], name.Length);
            if (!_names.TryGetValue(key, out var names))
            {
                _names.Add(key, names = []);
            }
            names.Add((name, places));
        }
        // English words that are a slip away from a place are words.
        _words = new(() => EmbeddedData.Lines("words-en.txt").Where(w => w.Length >= LeastLength && Near(w) is not null).ToHashSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>());
    }

    /// <summary>The places of the name that this one is a slip of; null for none.</summary>
    /// <param name="name">Folded.</param>
    public List<Place>? Near(ReadOnlySpan<char> name)
    {
        if (name.Length < LeastLength - 1)
        {
            return null;
        }
        List<Place>? found = null;
        for (var length = Math.Max(LeastLength, name.Length - 1); length <= name.Length + 1; length++)
        {
            foreach (var (candidate, places) in _names.GetValueOrDefault((name[0], length)) ?? [])
            {
                if (!IsSlip(candidate, name))
                {
                    continue;
                }
                if (found is not null && !(found[0].State == places[0].State && places.TrueForAll(p => p.State == places[0].State)))
                {
                    return null;
                }
                found ??= places;
            }
        }
        return found;
    }

    /// <summary>As <see cref="Near"/> in running text: longer names only, and no English word.</summary>
    public Place? NearInText(ReadOnlySpan<char> name) =>
        name.Length > LeastLength && Near(name) is { } places && !places[0].OnlyInFields && places.TrueForAll(p => p.State == places[0].State) && !_words.Value.Contains(name) ? places[0] : null;

    private static bool IsSlip(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var same = a.CommonPrefixLength(b);
        var x = a[same..];
        var y = b[same..];
        return x.Length == y.Length
            ? x.Length <= 1 || x[1..].SequenceEqual(y[1..]) || (x[0] == y[1] && x[1] == y[0] && x[2..].SequenceEqual(y[2..]))
            : x.Length > y.Length ? x[1..].SequenceEqual(y) : x.SequenceEqual(y[1..]);
    }
}
