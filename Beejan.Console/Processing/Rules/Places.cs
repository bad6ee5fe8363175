namespace Beejan.Processing.Rules;

/// <summary>A place in Nigeria: the state always, the LGA when it is known.</summary>
/// <param name="OnlyInFields">Too common a word for free text.</param>
/// <param name="BehindWord">In free text only behind a word for a place.</param>
/// <param name="IsArea">A quarter, a landmark, a small town: no slip of the pen is forgiven, there are too many of them.</param>
/// <param name="IsKnown">Of several places of this name the one that is meant when nothing else is said.</param>
internal sealed record Place(string State, string? Lga, bool IsState, bool OnlyInFields, bool BehindWord = false, bool IsKnown = false, bool IsArea = false);

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
    private readonly PlaceSpelling _spelling;
    private readonly LgaPoints _points = new();

    public Places()
    {
        var inText = new Dictionary<string, Place>();
        var firstWords = new HashSet<string>();
        foreach (var line in EmbeddedData.Lines("places.csv").Skip(1))
        {
            var parts = line.Split(',');
            var place = new Place(parts[0], parts[1].Length == 0 ? null : parts[1], parts[3] == "state", parts[3].EndsWith('!'), parts[3].EndsWith('?'), parts[3].EndsWith('*'),
                parts[3].StartsWith("area", StringComparison.Ordinal));
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
            if (places.Exists(p => p.IsState || p.IsKnown) || (places.TrueForAll(p => p.State == places[0].State) && places.Exists(p => !p.OnlyInFields)))
            {
                inText.Add(name, places.Find(p => p.IsState) ?? places.Find(p => p.IsKnown) ?? places[0]);
            }
            // Any name counts before "LGA".
            firstWords.Add(name.Split(' ')[0]);
        }
        _inText = inText.GetAlternateLookup<ReadOnlySpan<char>>();
        _inFields = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
        _firstWords = firstWords.GetAlternateLookup<ReadOnlySpan<char>>();
        _spelling = new PlaceSpelling(_byName.Where(n => n.Value.Exists(p => !p.IsArea)));
    }

    /// <summary>The states' names, in order.</summary>
    public IReadOnlyList<string> States => [.. _states.Values.Select(p => p.State!).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The state a state field means, spelling forgiven by one letter; null when unknown.</summary>
    public string? State(string field)
    {
        var name = Without(Without(FoldedText.Of(field), " nigeria"), " state");
        if (StateCodes.Of(name) is { } coded)
        {
            return coded;
        }
        if (_states.TryGetValue(name, out var place))
        {
            return place.State;
        }
        if (_byName.TryGetValue(name, out var places))
        {
            return places.TrueForAll(p => p.State == places[0].State) ? places[0].State : places.Find(p => p.IsKnown)?.State;
        }
        var near = _spelling.Near(name);
        return near?.Find(p => p.IsState)?.State ?? (near is not null && near.TrueForAll(p => p.State == near[0].State) ? near[0].State : null)
            ?? (name.Contains(' ', StringComparison.Ordinal) ? Line(field)?.State : null);
    }

    /// <summary>The place at a point; null when the text is none or the point lies outside of Nigeria.</summary>
    public Place? At(string coordinates) => Coordinates.Read(coordinates) is { } point ? _points.At(point.North, point.East) : null;

    /// <summary>The place an LGA or town field means; with a known state only one in it. Null when unknown or in several states.</summary>
    public Place? Lga(string field, string? state)
    {
        var name = Without(FoldedText.Of(field), " lga");
        if (!_byName.TryGetValue(name, out var places) && (places = _spelling.Near(name)) is null)
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
                return places.Find(p => p.IsKnown);
            }
            found ??= place;
        }
        return found;
    }

    /// <summary>
    /// The place a line such as "Ikeja, Lagos" names: the last state in it, with the first LGA that lies in that state. What only names a road
    /// ("Kano Road, Kaduna") counts when nothing else is said.
    /// </summary>
    public Place? Line(string line)
    {
        using var folded = new FoldedText(line);
        var (found, roads) = (new List<List<Place>>(), new List<List<Place>>());
        for (var i = 0; i < folded.Count; i++)
        {
            for (var words = Math.Min(MostWords, folded.Count - i); words > 0; words--)
            {
                if (_inFields.TryGetValue(folded.Phrase(i, words), out var places) && !PlaceWords.IsRegion(folded, i, words))
                {
                    if (PlaceWords.IsAbroad(folded, i, i + words))
                    {
                        return null;
                    }
                    (IsRoad(folded, i + words) ? roads : found).Add(places);
                    i += words - 1;
                    break;
                }
            }
        }
        for (var i = 0; found.Count + roads.Count == 0 && i < folded.Count; i++)
        {
            if ((i + 1 < folded.Count ? _spelling.Near(folded.Phrase(i, 2)) : null) is { } two)
            {
                found.Add(two);
            }
            else if (_spelling.Near(folded[i]) is { } one && !PlaceWords.IsRegion(folded, i, 1))
            {
                found.Add(one);
            }
        }
        return found.Count > 0 ? Settle(found, line) : roads.TrueForAll(r => r[0].State == roads[0][0].State) ? Settle(roads, line) : null;
    }

    private static Place? Settle(List<List<Place>> found, string line)
    {
        // A name may stand for both: in "Nassarawa, Kano" the last one is the state and the first an area in it.
        var last = found.FindLastIndex(f => f.Exists(p => p.IsState));
        var state = last < 0 ? null : found[last].Find(p => p.IsState);
        if (state is not null && line.AsSpan().ContainsAny('/', '|', '&') && found.TrueForAll(f => f.Exists(p => p.IsState)) && found.Exists(f => f[0].State != state.State))
        {
            // Lagos / Abuja: at home in both.
            return null;
        }
        for (var f = 0; f < found.Count; f++)
        {
            var areas = f == last ? [] : found[f].FindAll(p => !p.IsState && (state is null || p.State == state.State));
            if (areas.Count > 0 && areas.TrueForAll(p => p.State == areas[0].State))
            {
                return areas[0];
            }
        }
        return state ?? found.SelectMany(f => f).FirstOrDefault(p => p.IsKnown);
    }

    /// <summary>
    /// The place that free text names: an area when it agrees with the state named, else the state. A state called one ("Oyo State") goes before
    /// one that is only mentioned; a road's name and where somebody came from count when nothing else is said; a misspelt name is looked for behind
    /// a word for a place, and only when nothing else was found.
    /// </summary>
    public Place? Text(string text)
    {
        using var folded = new FoldedText(text);
        Place? state = null, area = null, passed = null, known = null;
        var (called, torn) = (false, false);
        for (var i = 0; i < folded.Count; i++)
        {
            for (var words = _firstWords.Contains(folded[i]) ? Math.Min(MostWords, folded.Count - i) : 0; words > 0; words--)
            {
                if (Named(folded, i, words) is { } place)
                {
                    if (PlaceWords.IsLeft(folded, i, i + words) || IsRoad(folded, i + words))
                    {
                        torn |= passed is not null && passed.State != place.State;
                        passed ??= place;
                    }
                    else if (place.IsKnown)
                    {
                        known ??= place;
                    }
                    else
                    {
                        var calls = place.IsState && !called && i + words < folded.Count && folded[i + words] is "state";
                        (state, area) = place.IsState ? (calls ? place : state ?? place, area) : (state, area ?? place);
                        called |= calls;
                    }
                    i += words - 1;
                    break;
                }
            }
        }
        if (known is not null && state is not null && area is null)
        {
            return Namesake(known, state) ?? state;
        }
        return (area is not null && (state is null || area.State == state.State) ? area : state) ?? known ?? (torn ? null : passed) ?? Slip(folded);
    }

    /// <summary>The place that these words name where they stand; null when they name none.</summary>
    private Place? Named(in FoldedText text, int first, int words)
    {
        var name = text.Phrase(first, words);
        if (!PlaceWords.IsGovernment(text, first + words))
        {
            return _inText.TryGetValue(name, out var place) && IsMeant(text, first, words, place) ? place : null;
        }
        // Ekiti Local Government lies in Kwara: of a state's name the LGA that has it, where there is one.
        if (!_inFields.TryGetValue(name, out var places))
        {
            return null;
        }
        var areas = places.FindAll(p => !p.IsState);
        return areas.Count == 0 ? places[0] : areas.TrueForAll(p => p.State == areas[0].State) ? areas[0] : areas.Find(p => p.IsKnown);
    }

    /// <summary>The place of that name in the state that was named.</summary>
    private Place? Namesake(Place known, Place state) =>
        known.State == state.State ? known : _byName.Values.Where(places => places.Contains(known)).SelectMany(places => places).FirstOrDefault(p => p.State == state.State);

    /// <summary>A word for a road follows, or another place and then one: Lagos-Ibadan expressway.</summary>
    private bool IsRoad(in FoldedText text, int next)
    {
        if (next >= text.Count || PlaceWords.IsRoad(text[next]))
        {
            return next < text.Count;
        }
        for (var words = 1; words <= 2 && next + words < text.Count; words++)
        {
            if (PlaceWords.IsRoad(text[next + words]) && _inFields.ContainsKey(text.Phrase(next, words)))
            {
                return true;
            }
        }
        return false;
    }

    private Place? Slip(in FoldedText text)
    {
        for (var i = 1; i < text.Count; i++)
        {
            // "Na", "ni" and "a" stand before too many words of our languages.
            if (text[i - 1] is "in" or "at" or "for" or "from" or "around" or "near" or "inside" && !PlaceWords.IsPlaceWord(text[i])
                && (_spelling.NearInText(text[i]) ?? (i + 1 < text.Count && text[i].Length > 2 ? _spelling.NearInText(text.Phrase(i, 2)) : null)) is { } place)
            {
                return place;
            }
        }
        return null;
    }

    // Short names are words of our languages too (aba is "advice" in Yoruba); "niger" alone is the river or the country.
    private static bool IsMeant(in FoldedText text, int first, int words, Place place)
    {
        var name = text.Phrase(first, words);
        var after = first + words < text.Count ? text[first + words] : default;
        if (PlaceWords.IsAbroad(text, first, first + words) || PlaceWords.IsRegion(text, first, words))
        {
            return false;
        }
        if (place.BehindWord)
        {
            return first > 0 && text[first - 1] is "in" or "at" or "for" or "from" or "around" or "near" or "inside" or "within";
        }
        if (name is "niger" or "rivers" or "delta" or "plateau")
        {
            return after is "state" || (name is not "niger" && first > 0 && text[first - 1] is "in" or "for" or "from" && after is not ("variant" or "air" or "airlines" or "bank" or "force"));
        }
        return name.Length >= 4 || place.IsState || (first > 0 && PlaceWords.IsPlaceWord(text[first - 1]));
    }

    private static string Without(string name, string ending) => name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : name;
}
