using Beejan.Curated;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning;

/// <summary>How the models that ship are made from the corpus that ships. The same corpus gives the same models.</summary>
internal sealed class ShippedRecipes(Taxonomy taxonomy)
{
    // Posts about anything at all teach what is no complaint; there are many of them and few are like what customers write to us.
    private const float ChatterWeight = 0.15f;
    private const string Chatter = "naijasenti";

    private readonly Dictionary<string, string> _categories = taxonomy.Subcategories.ToDictionary(s => s.Key, s => s.Category, StringComparer.Ordinal);

    /// <summary>The version whose sub-categories they learn.</summary>
    public Taxonomy Taxonomy => taxonomy;

    /// <summary>The category of a sub-category; anything else is itself.</summary>
    public string CategoryOf(string key) => _categories.GetValueOrDefault(key, key);

    /// <summary>What counts as one answer of a task's model: the sub-categories of a category do.</summary>
    public Func<string, string>? GroupOf(string task) => task == LearningTask.Category ? CategoryOf : null;

    public Recipe Of(string task) => task switch
    {
        LearningTask.Category => Recipe.Of(task) with { Shape = new FeatureShape(2, 3, 5, 0.4f, 0.5f), Cost = 0.3f, Balance = 0.75f, Group = CategoryOf, Threshold = ComplaintFilter.LowConfidence },
        _ => Recipe.Of(task),
    };

    public TextModel Train(string task, Corpus corpus) => Train(task, corpus, corpus.Lines);

    /// <param name="lines">Those of the corpus to learn from.</param>
    public TextModel Train(string task, Corpus corpus, IReadOnlyList<CorpusLine> lines)
    {
        var mine = lines.Where(l => Label(task, l).Length > 0).ToList();
        return Learner.Train(Examples(task, mine), Of(task), corpus.FilesOf(mine));
    }

    private List<LabelledText> Examples(string task, List<CorpusLine> lines)
    {
        var examples = lines.ConvertAll(l => new LabelledText(l.Text, Label(task, l), task == LearningTask.Category && l.File.StartsWith(Chatter, StringComparison.Ordinal) ? ChatterWeight : 1));
        var known = taxonomy.Subcategories.Select(s => s.Key).ToHashSet(StringComparer.Ordinal);
        if (task != LearningTask.Category || examples.TrueForAll(e => known.Contains(e.Label)))
        {
            return examples;
        }
        // Where only the category is known, a first model chooses the sub-category within it.
        var first = Learner.Train(examples.FindAll(e => known.Contains(e.Label)), Of(task) with { Calibrated = false }, []);
        var probabilities = new float[first.Classes.Count];
        return examples.ConvertAll(e => known.Contains(e.Label) ? e : e with { Label = Strongest(first, e, probabilities) });
    }

    private string Strongest(TextModel model, LabelledText example, float[] probabilities)
    {
        model.Judge(example.Text, probabilities);
        return model.Classes.Select((name, k) => (name, k)).Where(c => CategoryOf(c.name) == example.Label).MaxBy(c => probabilities[c.k]).name;
    }

    private static string Label(string task, CorpusLine line) => task switch
    {
        LearningTask.Category => line.Subcategory,
        LearningTask.Language => line.Language,
        _ => line.Sentiment,
    };
}
