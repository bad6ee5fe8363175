using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>One version of the taxonomy with the public holidays of <c>Data/holidays.csv</c>.</summary>
internal sealed class Taxonomy : ITaxonomy
{
    private readonly Dictionary<string, Subcategory> _byKey;
    private readonly TaxonomyFile _file;
    private readonly BusinessHours _hours;

    private readonly Placement _placement;

    /// <summary>The one that ships: <c>Data/taxonomy.json</c>.</summary>
    public Taxonomy() : this(TaxonomyFile.Shipped())
    {
    }

    /// <param name="file">Without faults (<see cref="TaxonomyFaults"/>).</param>
    public Taxonomy(TaxonomyFile file)
    {
        _file = file;
        Subcategories = [.. _file.Subcategories.Select(e => new Subcategory(
            e.Key, e.Name, e.Category, e.Team, e.FirstContactHours, e.ResolveHours, e.RoundTheClock, e.Severity, e.ClockSource))];
        _byKey = Subcategories.ToDictionary(s => s.Key);
        Teams = [.. Subcategories.Select(s => s.Team).Append(_file.Escalation.Team).Distinct().Order(StringComparer.Ordinal)];
        _hours = BusinessHours.FromData();
        _placement = new Placement(_file.Subcategories);
    }

    public string Version => _file.Version;

    public IReadOnlyList<Subcategory> Subcategories { get; }

    public IReadOnlyList<string> Teams { get; }

    public Subcategory this[string key] => _byKey[key];

    public string EscalationTag => Escalation.Tag;

    public string TeamOf(Subcategory subcategory, CaseFacts facts) => subcategory.Team;

    /// <summary>The sub-category, or null when this version has none of that key.</summary>
    public Subcategory? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <summary>As it was read.</summary>
    public TaxonomyFile File => _file;

    /// <summary>What holds for a complaint that was taken to the regulator.</summary>
    public EscalationEntry Escalation => _file.Escalation;

    /// <summary>The key of this version for a key of the model or of an earlier version, and the text it was given for; <c>OTH</c> when it has no place.</summary>
    public string Place(string key, string text) => _placement.Of(key, text);

    /// <summary>The same whatever the text; null when this version has no place for it.</summary>
    public string? Place(string key) => _placement.Of(key);

    public DateTimeOffset DueAt(Subcategory subcategory, DateTimeOffset reportedAt, bool escalatedToRegulator)
    {
        ArgumentNullException.ThrowIfNull(subcategory);
        var clock = TimeSpan.FromHours(subcategory.ResolveHours);
        var due = subcategory.RoundTheClock ? reportedAt + clock : _hours.Add(reportedAt, clock);
        // The regulator's clock never stops, and escalating must not buy time for what is due sooner.
        var regulator = reportedAt + TimeSpan.FromHours(_file.Escalation.ResolveHours);
        return (escalatedToRegulator && regulator < due ? regulator : due).ToUniversalTime();
    }
}
