using Beejan.Contracts;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Learning.Training;
using Beejan.Processing.Rules;
using Beejan.Processing.Rules.Personal;
using Beejan.Workshop.Teaching;
using Xunit;

namespace Beejan.Tests.Workshop;

public sealed class GoldenSetTests
{
    private static readonly Taxonomy Taxonomy = new();
    private static readonly ShippedModels Shipped = new(new ShippedRecipes(Taxonomy));

    [Theory]
    [InlineData(LearningTask.Category, 0.92)]
    [InlineData(LearningTask.Language, 0.85)]
    [InlineData(LearningTask.Sentiment, 0.7)]
    public void The_models_that_ship_settle_most_of_each_golden_set(string task, double atLeast)
    {
        var shipped = Judges.Of(Shipped, Taxonomy);
        var compared = GoldenSet.Read(task).Compare(shipped, shipped, Taxonomy);
        Assert.InRange(compared.After.Right, atLeast, 1);
        Assert.Equal((compared.Before, 0, 0), (compared.After, compared.Mended.Count, compared.Broken.Count));
        Assert.Equal(task == LearningTask.Category, compared.After is { Subcategory: >= 0.85, AutomaticShare: > 0, AutomaticAccuracy: >= 0.95 });
        Assert.Equal(task != LearningTask.Category, compared.After is { Subcategory: null, AutomaticShare: null, AutomaticAccuracy: null });
    }

    [Theory]
    [InlineData(LearningTask.Category)]
    [InlineData(LearningTask.Language)]
    [InlineData(LearningTask.Sentiment)]
    public void What_became_more_or_less_right_is_listed_the_one_as_fixed_the_other_as_broken(string task)
    {
        var corpus = Corpus.Read().Lines.Where(l => l.File is "en-1.tsv" or "pcm-1.tsv");
        var learnt = Learner.Train([.. corpus.Select(l => new LabelledText(l.Text, ShippedRecipes.Label(task, l)))], Recipe.Of(task) with { Calibrated = false, Threshold = 0.9f }, []);
        var (good, poor) = (Judges.Of(Shipped, Taxonomy), Judges.Of(Shipped.With(new Dictionary<string, TextModel> { [task] = learnt }), Taxonomy));
        var (worse, better) = (GoldenSet.Read(task).Compare(good, poor, Taxonomy), GoldenSet.Read(task).Compare(poor, good, Taxonomy));
        Assert.NotEmpty(worse.Broken);
        Assert.Equal(worse.Broken.Select(d => (d.Text, d.Before, d.After)), better.Mended.Select(d => (d.Text, d.After, d.Before)));
        Assert.All(worse.Broken, d => Assert.NotEqual(d.Truth, d.After));
        var report = new ModelReport(1, 0, [], 0, worse, 0, 0, "1", 0);
        Assert.Equal((true, false), (report.IsWorse, (report with { Golden = better }).IsWorse));
    }

    [Theory]
    [InlineData(LearningTask.Category)]
    [InlineData(LearningTask.Language)]
    [InlineData(LearningTask.Sentiment)]
    public void No_line_of_a_golden_set_is_trained_on_or_personal_and_each_answer_has_its_lines(string task)
    {
        var corpus = Corpus.Read().Lines.Select(l => FoldedText.Of(l.Text)).ToHashSet(StringComparer.Ordinal);
        var lines = GoldenSet.Read(task).Lines;
        var worded = lines.Where(l => l.Language != "und").ToList();
        Assert.Empty(worded.Where(l => corpus.Contains(FoldedText.Of(l.Text))).Select(l => l.Text));
        Assert.Equal(worded.Count, worded.Select(l => FoldedText.Of(l.Text)).Distinct().Count());
        Assert.All(lines, l => Assert.Equal(l.Text, Masker.Mask(l.Text, null).Text));
        Assert.All(lines, l => Assert.Contains(l.Language, LanguageKeys.All));
        var answers = task switch { LearningTask.Category => [.. Taxonomy.Subcategories.Select(s => s.Key)], LearningTask.Language => LanguageKeys.All, _ => SentimentBands.All };
        Assert.All(answers, a => Assert.True(lines.Count(l => l.Truth == a) >= 5, a));
        Assert.All(lines, l => Assert.Contains(l.Truth, answers));
    }
}
