using Beejan.Curated;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Training;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>How the models that ship are made from the corpus that ships. The same corpus gives the same models.</summary>
internal sealed class ShippedRecipes(Taxonomy taxonomy)
{
    // Posts about anything at all teach what is no complaint; there are many of them and few are like what customers write to us.
    private const float ChatterWeight = 0.15f;
    private const string Chatter = "naijasenti-";
    private const string Posts = "ng-isp";
    private const string Words = "vader-en.tsv";

    /// <summary>The file of people's corrections, which count as much as any example.</summary>
    public const string Corrections = "corrections";

    /// <summary>The sub-category of what is no complaint.</summary>
    public const string Talking = "OTH";

    // How posts in a language weigh beside what else teaches its talk: chosen by folds inside them.
    private const float OwnTalkWeight = 0.3f;
    private const float WordWeight = 0.2f;

    // Posts to real providers are few and what customers really write: each counts as several lines of ours, more for feeling, which our own
    // writing knows less well. Chosen by folds inside them.
    private const float PostWeight = 4;
    private const float PostFeeling = 10;

    // Half of the posts are talk. It may not teach as loudly as what is asked for in the others, or those would be taken for talk too.
    private const float PostTalk = 0.3f;

    // Our own writing flatters confidence: the same posts, held out as a whole, count half as much as all of it together, and talk of
    // others not at all. Nor does our own talk for a category: it was collected because it is hard, and is no sample of what people write.
    private const float RealShare = 0.5f;
    private static readonly string[] HardTalk = ["talk-", "chatter-"];
    private readonly Dictionary<string, string> _categories = taxonomy.Subcategories.ToDictionary(s => s.Key, s => s.Category, StringComparer.Ordinal);

    /// <summary>The languages whose talk, which is no complaint, has a sentiment model of its own: those of NaijaSenti.</summary>
    public static IReadOnlyList<string> TalkLanguages { get; } = ["pcm", "yo", "ha", "ig"];

    /// <summary>The models that ship: one a task, and one a language for the sentiment of talk.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. LearningTask.All, .. TalkLanguages.Select(Talk)];

    /// <summary>The models that a version of a task consists of.</summary>
    public static IReadOnlyList<string> NamesOf(string task) => task == LearningTask.Sentiment ? [task, .. TalkLanguages.Select(Talk)] : [task];

    /// <summary>The name of the sentiment model of a language's talk.</summary>
    public static string Talk(string language) => $"{LearningTask.Sentiment}-{language}";

    /// <summary>The version whose sub-categories they learn.</summary>
    public Taxonomy Taxonomy => taxonomy;

    /// <summary>The category of a sub-category; anything else is itself.</summary>
    public string CategoryOf(string key) => _categories.GetValueOrDefault(key, key);

    /// <summary>What counts as one answer of a model: the sub-categories of a category do.</summary>
    public Func<string, string>? GroupOf(string name) => name == LearningTask.Category ? CategoryOf : null;

    public Recipe Of(string name) => name switch
    {
        LearningTask.Category => Recipe.Of(name) with { Shape = new FeatureShape(2, 3, 5, 0.4f, 0.5f), Cost = 0.3f, Balance = 0.75f, Group = CategoryOf, Threshold = ComplaintFilter.LowConfidence, ByEvidence = true },
        LearningTask.Language or LearningTask.Sentiment => Recipe.Of(name),
        _ => Recipe.Of(LearningTask.Sentiment),
    };

    public TextModel Train(string name, Corpus corpus) => Train(name, corpus, corpus.Lines);

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="corpus">Where the lines stand.</param>
    /// <param name="lines">Those of the corpus to learn from.</param>
    public TextModel Train(string name, Corpus corpus, IReadOnlyList<CorpusLine> lines)
    {
        var mine = lines.Where(l => IsTaughtBy(name, l)).ToList();
        return Learner.Train(Examples(name, mine), Of(name), corpus.FilesOf(mine));
    }

    /// <summary>True when a model learns from that line.</summary>
    public static bool IsTaughtBy(string name, CorpusLine line) => Label(name, line).Length > 0 && Teaches(name, line);

    // Talk is told by posts in its language and by what our own writing in that language holds besides complaints; Pidgin also by English words.
    private static bool Teaches(string name, CorpusLine line) => LearningTask.All.Contains(name)
        ? line.File != Words
        : TalkLanguages.Any(l => name == Talk(l) && (line.File.StartsWith(Chatter + l, StringComparison.Ordinal) || (line.Language == l && line.Subcategory == Talking) || (l == "pcm" && line.File == Words)));

    private List<LabelledText> Examples(string name, List<CorpusLine> lines)
    {
        var real = RealShare * lines.Count(l => !IsPublic(l)) / Math.Max(1, lines.Count(IsPost));
        var examples = lines.ConvertAll(l => new LabelledText(l.Text, Label(name, l), Weight(name, l), IsChatter(l) || l.File == Words ? null : IsPost(l) ? Posts : l.File, Proof(name, l, real)));
        if (name != LearningTask.Category || examples.TrueForAll(e => _categories.ContainsKey(e.Label)))
        {
            return examples;
        }
        // Where only the category is known, a first model chooses the sub-category within it.
        var first = new Classifier(Learner.Train(examples.FindAll(e => _categories.ContainsKey(e.Label)), Of(name) with { Calibrated = false }, []));
        var probabilities = new float[first.Model.Classes.Count];
        return examples.ConvertAll(e => _categories.ContainsKey(e.Label) ? e : e with { Label = Strongest(first, e, probabilities) });
    }

    private static bool IsPublic(CorpusLine line) => IsChatter(line) || IsPost(line) || line.File == Words;

    private static bool IsChatter(CorpusLine line) => line.File.StartsWith(Chatter, StringComparison.Ordinal);

    private static bool IsPost(CorpusLine line) => line.File.StartsWith(Posts, StringComparison.Ordinal);

    private static float Weight(string name, CorpusLine line) => name switch
    {
        LearningTask.Language => 1,
        LearningTask.Category => IsChatter(line) ? ChatterWeight : IsPost(line) ? line.Subcategory == Talking ? PostTalk : PostWeight : 1,
        LearningTask.Sentiment => IsChatter(line) ? ChatterWeight : IsPost(line) ? PostFeeling : 1,
        _ => IsChatter(line) || line.File == Corrections ? 1 : line.File == Words ? WordWeight : OwnTalkWeight,
    };

    private static float? Proof(string name, CorpusLine line, float real) =>
        line.File == Words ? 0 : name is not (LearningTask.Category or LearningTask.Sentiment) ? null : IsPost(line) ? real
        : IsChatter(line) || (name == LearningTask.Category && HardTalk.Any(h => line.File.StartsWith(h, StringComparison.Ordinal))) ? 0 : 1;

    private string Strongest(Classifier model, LabelledText example, float[] probabilities)
    {
        model.Judge(example.Text, probabilities);
        return model.Model.Classes.Select((name, k) => (name, k)).Where(c => CategoryOf(c.name) == example.Label).MaxBy(c => probabilities[c.k]).name;
    }

    /// <summary>What a line teaches a model; blank for nothing.</summary>
    public static string Label(string name, CorpusLine line) => name switch
    {
        LearningTask.Category => line.Subcategory,
        LearningTask.Language => line.Language,
        _ => line.Sentiment,
    };
}
