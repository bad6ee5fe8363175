using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Training;

/// <summary>How a model of one task is made. The defaults were chosen by cross-validation over all labelled sets together, never for one of them.</summary>
/// <param name="Task"><c>category</c>, <c>language</c> or <c>sentiment</c>.</param>
/// <param name="Shape">Features.</param>
/// <param name="Cost">C of the trainer.</param>
/// <param name="Balance">0: each example counts the same; 1: each class does; more favours rare classes.</param>
/// <param name="Group">Answers that count as one for the confidence, such as the sub-categories of one category; null for each by itself.</param>
/// <param name="Threshold">The line for answers without a person; null to choose it from held-out examples.</param>
/// <param name="Calibrated">False for a model whose probabilities only have to be in the right order: it is trained once, not six times.</param>
/// <param name="ByEvidence">True to judge confidence by the strongest class's score and by whether the text is a post too, see <see cref="Calibration"/>.</param>
/// <param name="Seed">Of the order of the examples and of the folds.</param>
internal sealed record Recipe(
    string Task, FeatureShape Shape, float Cost, float Balance, Func<string, string>? Group = null, float? Threshold = null, bool Calibrated = true, bool ByEvidence = false, ulong Seed = 20261101)
{
    /// <summary>What <c>train</c> and <c>evaluate --folds</c> use.</summary>
    public static Recipe Of(string task) => task switch
    {
        LearningTask.Language => new(task, new FeatureShape(2, 1, 4, 0.4f, 0.25f), 1, 1),
        LearningTask.Sentiment => new(task, new FeatureShape(2, 2, 5, 0.35f, 0.25f), 0.3f, 1.5f),
        _ => new(task, new FeatureShape(2, 2, 5, 0.4f, 0.25f), 0.5f, 1.3f),
    };
}

/// <summary>Makes a model from examples: features, linear weights, calibration on held-out examples, bytes.</summary>
internal static class Learner
{
    private const int Parts = 5;

    // With that many examples one held-out part is enough to calibrate on, and training once, in the fewest rounds, is.
    private const int Many = 50_000;
    private const int MostHeldOut = 5_000;
    private const long WorkAtMost = 500_000;
    private const int MostRounds = 40;
    private const int LeastRounds = 3;

    // Weights beyond so many of their standard deviations are cut: a few large ones must not cost all others their precision.
    private const float Reach = 20;

    /// <exception cref="InvalidDataException">There are fewer than two classes, or too many.</exception>
    public static TextModel Train(IReadOnlyList<LabelledText> examples, Recipe recipe, IReadOnlyList<DataFile> data)
    {
        var classes = examples.Select(e => e.Label).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (classes.Count is < 2 or > TextModel.MostClasses)
        {
            throw new InvalidDataException($"the examples carry {classes.Count} labels; a model needs 2 to {TextModel.MostClasses}");
        }
        var number = classes.Select((name, k) => (name, k)).ToDictionary(p => p.name, p => p.k, StringComparer.Ordinal);
        var labels = examples.Select(e => number[e.Label]).ToArray();
        var weights = examples.Select(e => e.Weight).ToArray();
        var table = FeatureTable.Read(examples, recipe.Shape);
        var options = new TrainerOptions(recipe.Cost, recipe.Balance, examples.Count > Many ? LeastRounds : (int)Math.Clamp(WorkAtMost / examples.Count, LeastRounds, MostRounds), recipe.Seed);
        var (w, scored) = Fit(table, examples, labels, weights, classes.Count, options, recipe.Calibrated);
        var calibrator = new Calibrator(scored, Groups(classes, recipe.Group), recipe.ByEvidence);
        var calibration = calibrator.Fit();
        var threshold = recipe.Threshold ?? calibrator.Threshold(calibration);
        var counts = classes.ToDictionary(c => c, c => labels.Count(l => l == number[c]), StringComparer.Ordinal);
        var record = new ModelRecord(recipe.Task, examples.Count, counts, data, recipe.Seed, recipe.Cost, recipe.Balance);
        return new TextModel(Pack(table, w, classes, record, calibration, threshold));
    }

    // Held-out scores and the model: of all examples, or of all but the held-out ones when there are plenty.
    private static (float[] Weights, Scored[] HeldOut) Fit(FeatureTable table, IReadOnlyList<LabelledText> examples, int[] labels, float[] weights, int classes, TrainerOptions options, bool calibrated)
    {
        var trainer = new LinearTrainer(table, labels, weights, classes, options);
        var all = Enumerable.Range(0, labels.Length).ToArray();
        if (!calibrated)
        {
            return (trainer.Train(all).Weights, []);
        }
        var many = labels.Length > Many;
        var part = Folds.Split(examples, labels, many ? Math.Max(Parts, labels.Length / MostHeldOut) : Parts, options.Seed);
        Scored[] Score(int p, LinearFit fit)
        {
            var cut = Cut(table, fit.Weights, classes);
            return [.. all.Where(i => part[i] == p).Select(i =>
            {
                var scores = new float[RowMath.Stride(classes)];
                RowMath.Score(table, i, cut, scores);
                using var words = new WordBuffer(examples[i].Text);
                return new Scored(scores, labels[i], weights[i], examples[i].Proof ?? weights[i], words.IsPost);
            })];
        }
        if (many)
        {
            var most = trainer.Train(Array.FindAll(all, i => part[i] != 0));
            return (most.Weights, Score(0, most));
        }
        var whole = trainer.Train(all);
        var scored = new Scored[Parts][];
        Parallel.For(0, Parts, p => scored[p] = Score(p, trainer.Without(whole, Array.FindAll(all, i => part[i] == p), Array.FindAll(all, i => part[i] != p))));
        return (whole.Weights, [.. scored.SelectMany(s => s)]);
    }

    private static int[] Groups(List<string> classes, Func<string, string>? group)
    {
        var names = classes.Select(c => group?.Invoke(c) ?? c).ToList();
        return [.. names.Select(n => names.IndexOf(n))];
    }

    private static ModelParts Pack(FeatureTable table, float[] w, List<string> classes, ModelRecord record, Calibration calibration, float threshold)
    {
        var stride = RowMath.Stride(classes.Count);
        var units = Units(table, w, classes.Count);
        var (squares, bytes) = (new ushort[table.Slots.Length], new sbyte[table.Slots.Length * classes.Count]);
        for (var c = 0; c < squares.Length; c++)
        {
            squares[c] = TextModel.Square(table.Idf[c]);
            var learnt = w.AsSpan(c * stride, classes.Count);
            for (var k = 0; k < learnt.Length; k++)
            {
                bytes[(c * learnt.Length) + k] = (sbyte)Math.Clamp(MathF.Round(learnt[k] / units[k]), -127, 127);
            }
        }
        return new ModelParts(record, table.Shape, classes, calibration, threshold, units, [.. w.AsSpan(table.Slots.Length * stride, classes.Count)], table.Unknown, table.Slots, squares, bytes);
    }

    // The weights as the model's file will hold them.
    private static float[] Cut(FeatureTable table, float[] w, int classes)
    {
        var (stride, units, cut) = (RowMath.Stride(classes), Units(table, w, classes), w.ToArray());
        for (var c = 0; c < table.Slots.Length; c++)
        {
            for (var k = 0; k < classes; k++)
            {
                cut[(c * stride) + k] = units[k] * Math.Clamp(MathF.Round(w[(c * stride) + k] / units[k]), -127, 127);
            }
        }
        return cut;
    }

    private static float[] Units(FeatureTable table, float[] w, int classes)
    {
        var stride = RowMath.Stride(classes);
        var (squares, most) = (new double[classes], new float[classes]);
        for (var c = 0; c < table.Slots.Length; c++)
        {
            var learnt = w.AsSpan(c * stride, classes);
            for (var k = 0; k < learnt.Length; k++)
            {
                squares[k] += learnt[k] * learnt[k];
                most[k] = Math.Max(most[k], Math.Abs(learnt[k]));
            }
        }
        return [.. squares.Select((square, k) => Math.Max(Math.Min(most[k], Reach * (float)Math.Sqrt(square / Math.Max(1, table.Slots.Length))), 1e-6f) / 127)];
    }
}
