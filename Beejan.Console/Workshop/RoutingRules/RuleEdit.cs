using Beejan.Processing.Rules;

namespace Beejan.Workshop.RoutingRules;

/// <summary>A routing rule while it is edited.</summary>
public sealed class RuleEdit
{
    public string Name { get; set; } = "";
    public string Team { get; set; } = "";
    public List<ConditionEdit> Conditions { get; init; } = [];

    internal static RuleEdit Of(RoutingRule rule) => new()
    {
        Name = rule.Name, Team = rule.Team,
        Conditions = [.. rule.When.Select(w => new ConditionEdit { Field = w.Key, Values = string.Join(", ", w.Value) })],
    };

    /// <summary>Two conditions on one field are one with the values of both.</summary>
    internal RoutingRule ToRule() => new(Name.Trim(), Conditions.GroupBy(c => c.Field).ToDictionary(
        g => g.Key, g => (IReadOnlyList<string>)[.. g.SelectMany(c => c.Values.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()]), Team.Trim());
}

/// <summary>One condition while it is edited: a field and its values, with commas between.</summary>
public sealed class ConditionEdit
{
    public string Field { get; set; } = "category";
    public string Values { get; set; } = "";
}
