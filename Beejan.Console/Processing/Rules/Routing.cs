using System.Globalization;
using System.Text.Json;

namespace Beejan.Processing.Rules;

/// <summary>The facts of a complaint that routing may ask for.</summary>
internal readonly record struct RoutedFacts(string Category, string Subcategory, string? State, string Channel, string Language, int Priority, string? Tier);

/// <summary>One rule: all conditions hold (one value of each), then the team.</summary>
/// <param name="When">Values by field (<see cref="Routing.Fields"/>); a field that is not named holds always.</param>
internal sealed record RoutingRule(string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> When, string Team);

/// <summary>Routing rules in order: the first that holds names the team; none leaves it to the sub-category. Escalations to the regulator pass them by.</summary>
internal sealed class Routing
{
    public const string Unknown = "unknown";
    public static readonly IReadOnlyList<string> Fields = ["category", "subcategory", "state", "channel", "language", "priority", "tier"];
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly (int Field, HashSet<string> Values)[][] _conditions;

    /// <param name="rules">Without faults .</param>
    public Routing(IReadOnlyList<RoutingRule> rules)
    {
        Rules = rules;
        _conditions = [.. rules.Select(r => r.When.Select(w => (Fields.ToList().IndexOf(w.Key), w.Value.ToHashSet(StringComparer.OrdinalIgnoreCase))).ToArray())];
    }

    public static Routing None { get; } = new([]);

    public IReadOnlyList<RoutingRule> Rules { get; }

    /// <exception cref="JsonException">It is not a list of rules.</exception>
    public static IReadOnlyList<RoutingRule> Read(string json) => JsonSerializer.Deserialize<List<RoutingRule>>(json, Json) ?? [];

    public static string ToJson(IReadOnlyList<RoutingRule> rules) => JsonSerializer.Serialize(rules, Json);

    /// <summary>The place of the rule that holds, or -1.</summary>
    public int Find(in RoutedFacts facts)
    {
        for (var r = 0; r < _conditions.Length; r++)
        {
            if (Holds(_conditions[r], facts))
            {
                return r;
            }
        }
        return -1;
    }

    /// <summary>The team by the rules, or null for the sub-category's own.</summary>
    public string? TeamOf(in RoutedFacts facts) => _conditions.Length > 0 && Find(facts) is >= 0 and var rule ? Rules[rule].Team : null;

    private static bool Holds((int Field, HashSet<string> Values)[] conditions, in RoutedFacts facts)
    {
        foreach (var (field, values) in conditions)
        {
            if (!values.Contains(ValueOf(field, facts)))
            {
                return false;
            }
        }
        return true;
    }

    private static string ValueOf(int field, in RoutedFacts facts) => field switch
    {
        0 => facts.Category,
        1 => facts.Subcategory,
        2 => facts.State ?? Unknown,
        3 => facts.Channel,
        4 => facts.Language,
        5 => facts.Priority switch { 1 => "P1", 2 => "P2", 3 => "P3", 4 => "P4", var other => other.ToString(CultureInfo.InvariantCulture) },
        _ => facts.Tier ?? Unknown,
    };
}
