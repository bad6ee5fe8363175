using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules;

namespace Beejan.Processing;

/// <summary>The model, taxonomy and routing that pages are judged by together.</summary>
internal sealed class RuleSet : IRules
{
    private readonly Lazy<Categoriser> _category;
    private Judges? _judges;

    /// <param name="parts">The versions inside; 0 for what ships.</param>
    /// <param name="category">Made when first asked for: loading a model takes a while.</param>
    public RuleSet(RuleParts parts, Taxonomy taxonomy, Routing routing, Func<Categoriser> category, ShadowRun? shadow)
    {
        (Parts, Taxonomy, Routing, Shadow) = (parts, taxonomy, routing, shadow);
        _category = new Lazy<Categoriser>(category);
        Version = Pipeline.Version + parts.Suffix;
    }

    public string Version { get; }

    public RuleParts Parts { get; }

    public Taxonomy Taxonomy { get; }

    public Routing Routing { get; }

    public Categoriser Category => _category.Value;

    /// <summary>What judges the words of a text by these rules; made when first asked for.</summary>
    public Judges JudgesWith(Languages languages, Sentiments sentiments) => _judges ?? Make(languages, sentiments);

    /// <summary>What runs beside, or null: nothing of it is served.</summary>
    public ShadowRun? Shadow { get; }

    /// <summary>The rules a draft is judged by; null stands for those that ship.</summary>
    public static RuleSet? Of(ComplaintDraft draft) => draft.Rules as RuleSet;

    private Judges Make(Languages languages, Sentiments sentiments)
    {
        lock (_category)
        {
            return _judges ??= new Judges(languages, Category, sentiments);
        }
    }
}

/// <summary>The numbers of the versions in a set of rules; 0 for what ships.</summary>
internal sealed record RuleParts(int Model, int Taxonomy, int Routing)
{
    public static RuleParts Shipped { get; } = new(0, 0, 0);

    /// <summary>Behind the pipeline's version; empty when all ships.</summary>
    public string Suffix
    {
        get
        {
            string[] parts = [.. new[] { ("model", Model), ("taxonomy", Taxonomy), ("routing", Routing) }.Where(p => p.Item2 > 0)
                .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Item1}{p.Item2}"))];
            return parts.Length == 0 ? "" : "+" + string.Join('.', parts);
        }
    }
}
