using System.Runtime.InteropServices;

namespace Beejan.Processing.Stages;

/// <summary>
/// Walks what was said from the earliest to the latest, those that people decided on first, and keeps each that no kept one before it stands
/// for. Ties of time go by source and key, which do not depend on the order of arrival.
/// </summary>
internal static class Matching
{
    /// <summary>Of one person, name or wording at most so many are compared, the latest: a flood of one sender must not grow dearer with its length.</summary>
    private const int Most = 64;

    /// <param name="all">Each complaint once. What is served does not repeat what is served.</param>
    /// <param name="mergedByHand">What a person merged, and into what.</param>
    public static void Settle(IReadOnlyCollection<Said> all, IReadOnlyDictionary<long, long> mergedByHand, Twins twins)
    {
        var persons = new Dictionary<long, List<Said>>(all.Count);
        var (names, words, posts) = (new Dictionary<long, List<Said>>(), new Dictionary<long, List<Said>>(), new Dictionary<long, List<Said>>());
        foreach (var said in all)
        {
            if (mergedByHand.TryGetValue(said.Id, out var into))
            {
                said.SetAside(into, Curated.Merging.MergeCodes.ByHand);
            }
            else if (said.MayBeAlike)
            {
                Add(persons, said.Person, said);
                Add(names, said.Named, said);
                Add(words, said.Words, said);
                Add(posts, said.Post, said);
            }
        }
        var candidates = all.Where(s => s.Into is null && s.MayBeAlike && HasNeighbour(s)).ToList();
        candidates.Sort(Compare);
        var (keptPersons, keptNames, keptWords) = (new Dictionary<long, List<Said>>(), new Dictionary<long, List<Said>>(), new Dictionary<long, List<Said>>());
        var campaigns = new Dictionary<long, Campaign>();
        foreach (var said in candidates)
        {
            var campaign = said.Post is { } post && posts[post].Count > 1 ? CollectionsMarshal.GetValueRefOrAddDefault(campaigns, post, out _) ??= new Campaign(twins) : null;
            var first = said.Stands ? default : Earlier(Earlier(Earlier(
                First(keptPersons, said.Person, said), First(keptNames, said.Namesake, said)), First(keptWords, said.Words, said)), campaign?.First(said) ?? default);
            if (first.Said is { } stands)
            {
                stands.StandFor(said, first.Code!);
            }
            else
            {
                Add(keptPersons, said.Person, said);
                Add(keptNames, said.Named, said);
                Add(keptWords, said.Words, said);
                campaign?.Keep(said);
            }
        }

        bool HasNeighbour(Said said) =>
            (said.Person != 0 && persons[said.Person].Count > 1) || (said.Namesake is { } namesake && names.ContainsKey(namesake))
            || (said.Words is { } same && words[same].Count > 1) || (said.Post is { } post && posts[post].Count > 1);

        // The lists are in order, so the first that fits is the earliest.
        (Said? Said, string? Code) First(Dictionary<long, List<Said>> kept, long? key, Said said)
        {
            var list = key is { } k and not 0 ? kept.GetValueOrDefault(k) ?? [] : [];
            for (var i = Math.Max(0, list.Count - Most); i < list.Count; i++)
            {
                var before = list[i];
                if ((said.Draft is not null || before.Draft is not null) && twins.Code(before, said) is { } code)
                {
                    return (before, code);
                }
            }
            return default;
        }
    }

    private static (Said? Said, string? Code) Earlier((Said? Said, string? Code) a, (Said? Said, string? Code) b) =>
        a.Said is null ? b : b.Said is null || Compare(a.Said, b.Said) <= 0 ? a : b;

    private static int Compare(Said a, Said b)
    {
        var order = b.Stands.CompareTo(a.Stands);
        order = order != 0 ? order : a.At.CompareTo(b.At);
        order = order != 0 ? order : string.CompareOrdinal(a.Key, b.Key);
        return order != 0 ? order : string.CompareOrdinal(a.Source, b.Source);
    }

    private static void Add(Dictionary<long, List<Said>> to, long? key, Said said)
    {
        if (key is { } k and not 0)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(to, k, out _) ??= []).Add(said);
        }
    }
}
