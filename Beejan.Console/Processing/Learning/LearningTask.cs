using Beejan.Contracts;
using Beejan.Rulebook;

namespace Beejan.Processing.Learning;

/// <summary>The three things that models tell, and how their labels are read.</summary>
internal static class LearningTask
{
    public const string Category = "category";
    public const string Language = "language";
    public const string Sentiment = "sentiment";
    public static readonly IReadOnlyList<string> All = [Category, Language, Sentiment];

    /// <summary>What the versions of a task's models are called in the book of rules.</summary>
    public static string KindOf(string task) => task switch { Category => RuleKinds.Model, Language => RuleKinds.LanguageModel, _ => RuleKinds.SentimentModel };

    /// <summary>The task of a version of models.</summary>
    public static string OfKind(string kind) => All.First(t => KindOf(t) == kind);

    /// <summary>The task and file of a call of <c>train</c> or <c>evaluate</c>.</summary>
    /// <exception cref="VerbUsageException">Something else was given.</exception>
    public static (string Task, string File) Read(VerbCall call) => call.Arguments is [var task, var file] && All.Contains(task)
        ? (task, file)
        : throw new VerbUsageException($"give one of {string.Join(", ", All)} and one file, such as: category labels.csv");

    /// <summary>The label as models spell it: languages and sentiments in lower case, categories as in the taxonomy, others untouched.</summary>
    public static string Label(string task, string label) => task == Category
        ? Categories.All.FirstOrDefault(c => c.Equals(label, StringComparison.OrdinalIgnoreCase)) ?? label
        : label.ToLowerInvariant();
}
