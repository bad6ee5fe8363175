using System.Diagnostics;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Learning.Training;
using Beejan.Processing.Rules;
using Xunit;
using Xunit.Abstractions;

namespace Beejan.Tests.Benchmarks;

/// <summary>
/// How many texts of SMS size one core judges a second, and what training costs, in processor time: the median of several rounds and the best,
/// after one that compiles.
/// </summary>
[Trait("Category", "Benchmark")]
public sealed class ModelBenchmark(ITestOutputHelper output)
{
    private const int Texts = 100_000;
    private const int SmsLength = 160;
    private const int Rounds = 7;
    private const int TrainingRounds = 3;

    [BenchmarkFact]
    public void Judging_and_training()
    {
        var recipes = new ShippedRecipes(new Taxonomy());
        var models = new ShippedModels(recipes);
        var lines = Corpus.Read().Lines.Where(l => l.Text.Length is > 40 and <= SmsLength && l.Sentiment.Length > 0).ToList();
        output.WriteLine($"{lines.Count} texts, mean {lines.Average(l => l.Text.Length):0} characters");
        foreach (var task in LearningTask.All)
        {
            var classifier = models[task];
            var (median, best) = Processor(Rounds, () =>
            {
                for (var i = 0; i < Texts; i++)
                {
                    classifier.Judge(lines[i % lines.Count].Text);
                }
            });
            output.WriteLine($"{task}: {Texts / median:0} texts a second, best {Texts / best:0}");
        }
        var languages = new Languages(models);
        var judges = new Judges(languages, new Categoriser(models[LearningTask.Category].Model, recipes.Taxonomy), new Sentiments(models, languages));
        var (together, quickest) = Processor(Rounds, () =>
        {
            for (var i = 0; i < Texts; i++)
            {
                judges.Judge(lines[i % lines.Count].Text, null, null);
            }
        });
        output.WriteLine($"all three with deciding words: {Texts / together:0} texts a second, {together / Texts * 1e6:0.0} µs each, best {quickest / Texts * 1e6:0.0}");
        var many = Enumerable.Range(0, Texts).Select(i => new LabelledText(lines[i % lines.Count].Text + " " + i.ToString(System.Globalization.CultureInfo.InvariantCulture), lines[i % lines.Count].Sentiment)).ToList();
        var (learning, fastest) = Processor(TrainingRounds, () => Learner.Train(many, Recipe.Of(LearningTask.Sentiment), []));
        output.WriteLine($"training on {Texts} labels: {learning:0.00} s of processor time, best {fastest:0.00}");
    }

    private static (double Median, double Best) Processor(int rounds, Action work)
    {
        work();
        var seconds = new double[rounds];
        for (var round = 0; round < rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            work();
            seconds[round] = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        }
        Array.Sort(seconds);
        return (seconds[rounds / 2], seconds[0]);
    }
}
