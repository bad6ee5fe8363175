using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>The taxonomy that is compiled in: <c>Data/taxonomy.json</c> with the public holidays of <c>Data/holidays.csv</c>.</summary>
internal sealed class Taxonomy : ITaxonomy
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly Dictionary<string, Subcategory> _byKey;
    private readonly TaxonomyFile _file;
    private readonly BusinessHours _hours;

    public Taxonomy()
    {
        using var stream = EmbeddedData.Open("taxonomy.json");
        _file = JsonSerializer.Deserialize<TaxonomyFile>(stream, Json) ?? throw new InvalidOperationException("taxonomy.json is empty.");
        Subcategories = [.. _file.Subcategories.Select(e => new Subcategory(
            e.Key, e.Name, e.Category, e.Team, e.FirstContactHours, e.ResolveHours, e.RoundTheClock, e.Severity, e.ClockSource))];
        _byKey = Subcategories.ToDictionary(s => s.Key);
        Teams = [.. Subcategories.Select(s => s.Team).Append(_file.Escalation.Team).Distinct().Order(StringComparer.Ordinal)];
        _hours = BusinessHours.FromData();
    }

    public string Version => _file.Version;

    public IReadOnlyList<Subcategory> Subcategories { get; }

    public IReadOnlyList<string> Teams { get; }

    public Subcategory this[string key] => _byKey[key];

    /// <summary>What holds for a complaint that was taken to the regulator.</summary>
    public EscalationEntry Escalation => _file.Escalation;

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

/// <summary>The shape of <c>taxonomy.json</c>.</summary>
internal sealed record TaxonomyFile(string Version, EscalationEntry Escalation, IReadOnlyList<SubcategoryEntry> Subcategories);

/// <summary>The tag, team and clocks of complaints that name the regulator.</summary>
internal sealed record EscalationEntry(string Tag, string Team, double FirstContactHours, double ResolveHours, string ClockSource);

/// <summary>One sub-category.</summary>
internal sealed record SubcategoryEntry(
    string Key, string Name, string Category, string Team, double FirstContactHours, double ResolveHours, bool RoundTheClock, int Severity,
    string ClockSource, string? NccCode);
