using System.ComponentModel.DataAnnotations;

namespace Beejan.Workshop.Quality;

/// <summary>
/// From which share on a fault in what a source brings is a warning or an error. Section <c>Beejan:Quality</c>; a source's own lines stand
/// in <c>Sources:&lt;source&gt;:&lt;rule&gt;</c>, rules are the names in <see cref="QualityRules"/>.
/// </summary>
public sealed class QualityOptions : IValidatableObject
{
    public const string Section = "Beejan:Quality";

    /// <summary>A day with fewer records says nothing. Default 50.</summary>
    [Range(1, 1_000_000)]
    public int LeastRecords { get; set; } = 50;

    /// <summary>So many days before are a source's own past. Default 28.</summary>
    [Range(3, 366)]
    public int PastDays { get; set; } = 28;

    /// <summary>Lines for every source, in percent, by rule. What is not named keeps its default.</summary>
    public Dictionary<string, QualityLine> Rules { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Lines of one source, by source and rule.</summary>
    public Dictionary<string, Dictionary<string, QualityLine>> Sources { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (rule, _) in Rules.Concat(Sources.Values.SelectMany(s => s)).Where(r => QualityRules.All.All(known => !known.Name.Equals(r.Key, StringComparison.OrdinalIgnoreCase))))
        {
            yield return new ValidationResult($"There is no rule '{rule}'; take one of {string.Join(", ", QualityRules.All.Select(r => r.Name))}.", [nameof(Rules)]);
        }
        foreach (var (rule, line) in Rules.Concat(Sources.Values.SelectMany(s => s)).Where(r => r.Value.Warn is < 0 or > 100 || r.Value.Error is < 0 or > 100 || r.Value.Error < r.Value.Warn))
        {
            yield return new ValidationResult($"The line of '{rule}' ({line.Warn}, {line.Error}) must be two shares from 0 to 100 percent, the error not below the warning.", [nameof(Rules)]);
        }
    }

    internal QualityLine LineOf(string source, QualityRule rule) =>
        Sources.TryGetValue(source, out var own) && own.TryGetValue(rule.Name, out var line) ? line
        : Rules.TryGetValue(rule.Name, out var all) ? all : rule.Line;
}

/// <summary>From which share on, in percent, something is worth a look or wrong.</summary>
public sealed record QualityLine(double Warn, double Error)
{
    public QualityLine() : this(100, 100)
    {
    }
}
