using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>What is wrong with routing rules: each line names the rule and field and says what to put there.</summary>
internal static class RoutingFaults
{
    private const int Most = 200;
    private static readonly string[] Priorities = ["P1", "P2", "P3", "P4"];
    private static readonly string[] Tiers = ["prepaid", "postpaid", "corporate", Routing.Unknown];

    /// <param name="states">The states that are known.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<RoutingRule> rules, Taxonomy taxonomy, IReadOnlyCollection<string> states)
    {
        List<string> faults = [];
        if (rules.Count > Most)
        {
            faults.Add($"rules: {rules.Count} are too many to read; keep at most {Most}");
        }
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, at) = (rules[i], $"rule {i + 1}{(string.IsNullOrWhiteSpace(rules[i].Name) ? "" : $" ({rules[i].Name})")}");
            if (rule.Name is not { Length: > 0 and <= 80 } || string.IsNullOrWhiteSpace(rule.Name))
            {
                faults.Add($"{at}, name: say in at most 80 characters what it is for");
            }
            if (rule.Team is not { Length: > 0 and <= 60 } || string.IsNullOrWhiteSpace(rule.Team))
            {
                faults.Add($"{at}, team: name the team in at most 60 characters");
            }
            if (rule.When is not { Count: > 0 } when)
            {
                faults.Add($"{at}: it has no condition and would take everything; add one");
                continue;
            }
            foreach (var (field, values) in when)
            {
                if (Allowed(field, taxonomy, states) is not { } allowed)
                {
                    faults.Add($"{at}: there is no field '{field}'; take one of {string.Join(", ", Routing.Fields)}");
                }
                else if (values is not { Count: > 0 })
                {
                    faults.Add($"{at}, {field}: give at least one value");
                }
                else if (values.FirstOrDefault(v => !allowed.Contains(v, StringComparer.OrdinalIgnoreCase)) is { } wrong)
                {
                    faults.Add($"{at}, {field}: '{wrong}' is none of {string.Join(", ", allowed.Take(40))}");
                }
            }
        }
        foreach (var twice in rules.GroupBy(r => r.Name?.Trim(), StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1 && !string.IsNullOrEmpty(g.Key)))
        {
            faults.Add($"rules: {twice.Count()} are called '{twice.Key}'; give each a name of its own");
        }
        return faults;
    }

    private static IReadOnlyCollection<string>? Allowed(string field, Taxonomy taxonomy, IReadOnlyCollection<string> states) => field switch
    {
        "category" => Categories.All,
        "subcategory" => [.. taxonomy.Subcategories.Select(s => s.Key)],
        "state" => [.. states, Routing.Unknown],
        "channel" => Channels.All,
        "language" => LanguageKeys.All,
        "priority" => Priorities,
        "tier" => Tiers,
        _ => null,
    };
}
