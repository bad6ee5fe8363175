using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>Sources that people defined without code. Whoever keeps them implements it.</summary>
public interface ISavedSources
{
    /// <summary>Those in force now, alphabetical; cheap to ask.</summary>
    IReadOnlyList<ISource> Current { get; }
}

/// <summary>Nobody saved any.</summary>
internal sealed class NoSavedSources : ISavedSources
{
    public IReadOnlyList<ISource> Current => [];
}

/// <summary>All sources by name: those of the program and those people saved.</summary>
public sealed class SourceCatalogue(IEnumerable<ISource> sources, ISavedSources saved) : ISourceNames
{
    private readonly Dictionary<string, ISource> _own = sources.ToDictionary(s => s.Id.Value, StringComparer.Ordinal);

    /// <summary>Alphabetical.</summary>
    public IReadOnlyList<ISource> All => [.. _own.Values.Concat(saved.Current.Where(s => !_own.ContainsKey(s.Id.Value))).OrderBy(s => s.Id.Value, StringComparer.Ordinal)];

    /// <summary>The source with that id, or null.</summary>
    public ISource? Find(string id) => _own.TryGetValue(id, out var source) ? source : saved.Current.FirstOrDefault(s => s.Id.Value == id);

    public string Of(string source) => Find(source)?.Title ?? source;

    /// <summary>True for a name of the program's own, which nobody may take.</summary>
    public bool IsOwn(string id) => _own.ContainsKey(id);
}
