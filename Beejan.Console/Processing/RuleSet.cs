using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;

namespace Beejan.Processing;

/// <summary>The models, taxonomy and routing that pages are judged by together.</summary>
internal sealed class RuleSet : IRules
{
    private readonly Lazy<Judges> _judges;

    /// <param name="parts">The versions inside; 0 for what ships.</param>
    /// <param name="models">Of every task.</param>
    /// <param name="judges">Those models at work, when they are already; otherwise made when first asked for, which takes a while.</param>
    public RuleSet(RuleParts parts, Taxonomy taxonomy, Routing routing, ShippedModels models, ShadowRun? shadow, Func<Judges>? judges = null)
    {
        (Parts, Taxonomy, Routing, Models, Shadow) = (parts, taxonomy, routing, models, shadow);
        _judges = new Lazy<Judges>(judges ?? (() => Judges.Of(models, taxonomy)));
        Version = Pipeline.Version + parts.Suffix;
    }

    public string Version { get; }

    public RuleParts Parts { get; }

    public Taxonomy Taxonomy { get; }

    public Routing Routing { get; }

    /// <summary>The models in force, by name.</summary>
    public ShippedModels Models { get; }

    /// <summary>What judges the words of a text by these rules.</summary>
    public Judges Judges => _judges.Value;

    /// <summary>What runs beside, or null: nothing of it is served.</summary>
    public ShadowRun? Shadow { get; }

    /// <summary>The rules a draft is judged by; null stands for those that ship.</summary>
    public static RuleSet? Of(ComplaintDraft draft) => draft.Rules as RuleSet;
}

/// <summary>The numbers of the versions in a set of rules; 0 for what ships.</summary>
/// <param name="Model">Of the category.</param>
internal sealed record RuleParts(int Model, int Language, int Sentiment, int Taxonomy, int Routing)
{
    public static RuleParts Shipped { get; } = new(0, 0, 0, 0, 0);

    /// <summary>The number of a task's models.</summary>
    public int this[string task] => task switch { LearningTask.Category => Model, LearningTask.Language => Language, _ => Sentiment };

    /// <summary>Behind the pipeline's version; empty when all ships.</summary>
    public string Suffix
    {
        get
        {
            string[] parts = [.. new[] { ("model", Model), ("language", Language), ("sentiment", Sentiment), ("taxonomy", Taxonomy), ("routing", Routing) }
                .Where(p => p.Item2 > 0).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Item1}{p.Item2}"))];
            return parts.Length == 0 ? "" : "+" + string.Join('.', parts);
        }
    }

    /// <summary>With another number for a task's models.</summary>
    public RuleParts With(string task, int number) => task switch
    {
        LearningTask.Category => this with { Model = number },
        LearningTask.Language => this with { Language = number },
        _ => this with { Sentiment = number },
    };
}
