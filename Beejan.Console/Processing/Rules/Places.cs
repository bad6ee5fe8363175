namespace Beejan.Processing.Rules;

/// <summary>A place in Nigeria: the state always, the LGA when it is known.</summary>
internal sealed record Place(string State, string? Lga, bool IsState, bool OnlyInFields);

/// <summary>
/// States, local government areas, towns and what people call them (<c>Data/places.csv</c>). In a field that holds a place any name
/// counts; in free text only names that are no everyday word and point to one state.
/// </summary>
internal sealed class Places
{
    private const int MostWords = 4;
    private readonly Dictionary<string, Place> _states = [];
    private readonly Dictionary<string, List<Place>> _byName = [];
    private readonly Dictionary<string, Place>.AlternateLookup<ReadOnlySpan<char>> _inText;
    private readonly Dictionary<string, List<Place>>.AlternateLookup<ReadOnlySpan<char>> _inFields;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _firstWords;
    private readonly (string Name, Place Place)[] _stateNames;

    public Places()
    {
        var inText = new Dictionary<string, Place>();
        var firstWords = new HashSet<string>();
        foreach (var line in EmbeddedData.Lines("places.csv").Skip(1))
        {
            var parts = line.Split(',');
            var place = new Place(parts[0], parts[1].Length == 0 ? null : parts[1], parts[3] == "state", parts[3].EndsWith('!'));
            var name = FoldedText.Of(parts[2]);
            if (place.IsState)
            {
                _states.TryAdd(name, place);
            }
            if (!_byName.TryGetValue(name, out var places))
            {
                _byName.Add(name, places = []);
            }
            places.Add(place);
        }
        foreach (var (name, places) in _byName)
        {
            if (places.Exists(p => p.IsState) || (places.TrueForAll(p => p.State == places[0].State) && places.Exists(p => !p.OnlyInFields)))
            {
                inText.Add(name, places.Find(p => p.IsState) ?? places[0]);
                firstWords.Add(name.Split(' ')[0]);
            }
        }
        _inText = inText.GetAlternateLookup<ReadOnlySpan<char>>();
        _inFields = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _firstWords = firstWords.GetAlternateLookup<ReadOnlySpan<char>>();
        _stateNames = [.. _states.Select(s => (s.Key, s.Value))];
    }

    /// <summary>The states' names, in order.</summary>
    public IReadOnlyList<string> States => [.. _states.Values.Select(p => p.State!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The state a state field means, spelling forgiven by one letter; null when unknown.</summary>
    public string? State(string field)
    {
        var name = FoldedText.Of(field);
        if (_states.TryGetValue(name, out var place) || (name.EndsWith(" state", StringComparison.Ordinal) && _states.TryGetValue(name[..^6], out place)))
        {
            return place.State;
        }
        if (_byName.TryGetValue(name, out var places) && places.TrueForAll(p => p.State == places[0].State))
        {
            return places[0].State;
        }
        name = name.EndsWith(" state", StringComparison.Ordinal) ? name[..^6] : name;
        var near = name.Length < 5 ? [] : Array.FindAll(_stateNames, s => s.Name.Length >= 5 && OneEdit(s.Name, name));
        return near.Length > 0 && Array.TrueForAll(near, n => n.Place.State == near[0].Place.State) ? near[0].Place.State : null;
    }

    /// <summary>The place an LGA or town field means; with a known state only one in it. Null when unknown or in several states.</summary>
    public Place? Lga(string field, string? state)
    {
        var name = FoldedText.Of(field);
        name = name.EndsWith(" lga", StringComparison.Ordinal) ? name[..^4] : name;
        if (!_byName.TryGetValue(name, out var places))
        {
            return null;
        }
        Place? found = null;
        foreach (var place in places)
        {
            if (place.IsState || (state is not null && place.State != state))
            {
                continue;
            }
            if (found is not null && found.State != place.State)
            {
                return null;
            }
            found ??= place;
        }
        return found;
    }

    /// <summary>The place a line such as "Ikeja, Lagos" names: the last state in it, with the first LGA that lies in that state.</summary>
    public Place? Line(string line)
    {
        using var folded = new FoldedText(line);
        var found = new List<List<Place>>();
        for (var i = 0; i < folded.Count; i++)
        {
            for (var words = Math.Min(MostWords, folded.Count - i); words > 0; words--)
            {
                if (_inFields.TryGetValue(folded.Phrase(i, words), out var places))
                {
                    found.Add(places);
                    i += words - 1;
                    break;
                }
            }
        }
        // A name may stand for both: in "Nassarawa, Kano" the last one is the state and the first an area in it.
        var last = found.FindLastIndex(f => f.Exists(p => p.IsState));
        var state = last < 0 ? null : found[last].Find(p => p.IsState);
        for (var f = 0; f < found.Count; f++)
        {
            var areas = f == last ? [] : found[f].FindAll(p => !p.IsState && (state is null || p.State == state.State));
            if (areas.Count > 0 && areas.TrueForAll(p => p.State == areas[0].State))
            {
                return areas[0];
            }
        }
        return state;
    }

    /// <summary>The place that free text names: an area when it agrees with the state named, else the state.</summary>
    public Place? Text(string text)
    {
        using var folded = new FoldedText(text);
        Place? state = null;
        Place? area = null;
        for (var i = 0; i < folded.Count; i++)
        {
            for (var words = _firstWords.Contains(folded[i]) ? Math.Min(MostWords, folded.Count - i) : 0; words > 0; words--)
            {
                if (_inText.TryGetValue(folded.Phrase(i, words), out var place) && IsMeant(folded, i, words, place))
                {
                    (state, area) = place.IsState ? (state ?? place, area) : (state, area ?? place);
                    i += words - 1;
                    break;
                }
            }
        }
        return area is not null && (state is null || area.State == state.State) ? area : state;
    }

    // Short names are words of our languages too (aba is "advice" in Yoruba); "niger" alone is the river or the country.
    private static bool IsMeant(in FoldedText text, int first, int words, Place place)
    {
        var name = text.Phrase(first, words);
        if (name.SequenceEqual("niger") || name.SequenceEqual("rivers") || name.SequenceEqual("delta") || name.SequenceEqual("plateau"))
        {
            return first + 1 < text.Count && text[first + 1].SequenceEqual("state");
        }
        return name.Length >= 4 || place.IsState || (first > 0 && IsPlaceWord(text[first - 1]));
    }

    private static bool IsPlaceWord(ReadOnlySpan<char> word) => word is "in" or "at" or "for" or "around" or "from" or "ni" or "a" or "na" or "enter" or "4" or "near" or "inside";

    private static bool OneEdit(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1)
        {
            return false;
        }
        var i = 0;
        while (i < a.Length && i < b.Length && a[i] == b[i])
        {
            i++;
        }
        var x = a.AsSpan(i);
        var y = b.AsSpan(i);
        return x.Length == y.Length
            ? x.Length <= 1 || x[1..].SequenceEqual(y[1..]) || (x[0] == y[1] && x[1] == y[0] && x[2..].SequenceEqual(y[2..]))
            : x.Length > y.Length ? x[1..].SequenceEqual(y) : x.SequenceEqual(y[1..]);
    }
}
