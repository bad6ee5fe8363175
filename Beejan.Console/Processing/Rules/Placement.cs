using System.Buffers;

namespace Beejan.Processing.Rules;

/// <summary>
/// Where an answer of the model belongs in a version of the taxonomy: under its own key, under the one that takes it over, or by the words of
/// the text under the one that takes a part of it. Costs nothing for a version without <c>takes</c>.
/// </summary>
internal sealed class Placement
{
    private const string Rest = "OTH";
    private const int MostFound = 32;
    private readonly Dictionary<string, string> _whole;
    private readonly SubcategoryEntry[] _parts;
    private readonly HashSet<string> _split;
    private readonly Cues? _cues;

    public Placement(IReadOnlyList<SubcategoryEntry> entries)
    {
        _whole = entries.ToDictionary(e => e.Key, e => e.Key, StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => e.Words is not { Count: > 0 }))
        {
            foreach (var taken in entry.Takes ?? [])
            {
                _whole[taken] = entry.Key;
            }
        }
        _parts = [.. entries.Where(e => e.Words is { Count: > 0 })];
        _split = _parts.SelectMany(p => p.Takes ?? []).ToHashSet(StringComparer.Ordinal);
        _cues = _parts.Length == 0 ? null : new Cues([.. _parts.Select(p => p.Words!)]);
    }

    public string? Of(string key) => _whole.GetValueOrDefault(key);

    public string Of(string key, string text) => (_split.Contains(key) ? Part(key, text) : null) ?? _whole.GetValueOrDefault(key, Rest);

    private string? Part(string key, string text)
    {
        var found = ArrayPool<Cue>.Shared.Rent(MostFound);
        using var folded = new FoldedText(text);
        string? part = null;
        var first = _parts.Length;
        foreach (var cue in found.AsSpan(0, _cues!.Find(folded, found.AsSpan(0, MostFound))))
        {
            // The order of the file decides between two that would take it.
            if (cue.Subcategory < first && _parts[cue.Subcategory].Takes!.Contains(key))
            {
                (first, part) = (cue.Subcategory, _parts[cue.Subcategory].Key);
            }
        }
        ArrayPool<Cue>.Shared.Return(found);
        return part;
    }
}
