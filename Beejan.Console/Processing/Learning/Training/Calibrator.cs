using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Training;

/// <summary>The raw scores of an example by a model that had not seen it.</summary>
/// <param name="Scores">One a class.</param>
/// <param name="Label">The right class.</param>
/// <param name="Weight">How much the example counts in training.</param>
/// <param name="Proof">How much it counts for the confidence.</param>
/// <param name="IsPost">See <see cref="Features.WordBuffer.IsPost"/>.</param>
internal readonly record struct Scored(float[] Scores, int Label, float Weight, float Proof, bool IsPost);

/// <summary>
/// Fits <see cref="Calibration"/> on held-out scores: the sharpness by the likelihood of the right answers, then Platt's sigmoid on the answer's
/// probability and, where asked for, the strongest class's score and whether the text is a post.
/// </summary>
/// <param name="scored">The held-out examples.</param>
/// <param name="groups">The group of each class, named by the first class in it: its classes count as one answer.</param>
/// <param name="byEvidence">True to fit <see cref="Calibration.Strength"/> and <see cref="Calibration.Post"/> too.</param>
internal sealed class Calibrator(IReadOnlyList<Scored> scored, int[] groups, bool byEvidence)
{
    private const float WantedAccuracy = 0.92f;
    private const int Bins = 10;
    private readonly float[] _probabilities = new float[groups.Length];

    public Calibration Fit()
    {
        var sharpness = Sharpness();
        // In this order: slope, offset, strength, post. A pinch of prior, so that a few examples cannot make it certain.
        var fit = new LogisticFit(byEvidence ? [1, 0, 0, 0] : [1, 0]);
        foreach (var example in scored.Where(s => s.Proof > 0))
        {
            var (answer, p) = Answer(example, sharpness);
            p = Math.Clamp(p, 1e-6f, 1 - 1e-6f);
            ReadOnlySpan<double> evidence = [Math.Log(p / (1 - p)), 1, Strongest(example), example.IsPost ? 1 : 0];
            fit.Add(evidence[..fit.Count], groups[example.Label] == answer, example.Proof);
        }
        var told = fit.Solve();
        return new Calibration(sharpness, (float)Math.Max(told[0], 0.05), (float)told[1], byEvidence ? (float)told[2] : 0, byEvidence ? (float)told[3] : 0);
    }

    /// <summary>The lowest twentieth from which on the answers of held-out examples are right often enough.</summary>
    public float Threshold(Calibration calibration)
    {
        var answers = new List<(float Confidence, bool Right, float Weight)>(scored.Count);
        foreach (var example in scored)
        {
            var (answer, p) = Answer(example, calibration.Sharpness);
            answers.Add((calibration.Confidence(p, Strongest(example), example.IsPost), groups[example.Label] == answer, example.Proof));
        }
        for (var step = 10; step < 19; step++)
        {
            var line = step / 20f;
            var above = answers.Where(a => a.Confidence >= line).ToList();
            if (above.Count > 0 && above.Where(a => a.Right).Sum(a => (double)a.Weight) >= WantedAccuracy * above.Sum(a => (double)a.Weight))
            {
                return line;
            }
        }
        return 0.95f;
    }

    /// <summary>
    /// The mean distance between confidence and share of right answers over ten bins, weighted by their size (ECE), and what chance alone
    /// would make of it on so many answers if every confidence were honest.
    /// </summary>
    public static (double Error, double ByChance) Error(IReadOnlyList<(float Confidence, bool Right)> answers)
    {
        var (error, chance) = (0.0, 0.0);
        foreach (var bin in answers.GroupBy(a => Math.Min((int)(a.Confidence * Bins), Bins - 1)))
        {
            error += Math.Abs(bin.Sum(a => (double)a.Confidence) - bin.Count(a => a.Right));
            // The mean of what is normally distributed about 0, without its sign.
            chance += Math.Sqrt(2 / Math.PI * bin.Sum(a => (double)a.Confidence * (1 - a.Confidence)));
        }
        return answers.Count == 0 ? default : (error / answers.Count, chance / answers.Count);
    }

    // Golden section on the logarithm: the loss has one valley.
    private float Sharpness()
    {
        const double Golden = 0.6180339887498949;
        double Loss(double log)
        {
            var sum = 0.0;
            foreach (var example in scored)
            {
                Answer(example, (float)Math.Exp(log));
                sum -= example.Weight * Math.Log(Math.Max(1e-9, _probabilities[example.Label]));
            }
            return sum;
        }
        var (low, high) = (Math.Log(0.3), Math.Log(30));
        var (a, b) = (high - (Golden * (high - low)), low + (Golden * (high - low)));
        var (lossA, lossB) = (Loss(a), Loss(b));
        for (var i = 0; i < 16; i++)
        {
            if (lossA < lossB)
            {
                (high, b, lossB) = (b, a, lossA);
                lossA = Loss(a = high - (Golden * (high - low)));
            }
            else
            {
                (low, a, lossA) = (a, b, lossB);
                lossB = Loss(b = low + (Golden * (high - low)));
            }
        }
        return (float)Math.Exp((low + high) / 2);
    }

    // The group with the largest probability; fills the probabilities of the classes.
    private (int Group, float Probability) Answer(Scored example, float sharpness)
    {
        var scores = example.Scores.AsSpan(0, groups.Length);
        var highest = float.MinValue;
        foreach (var score in scores)
        {
            highest = Math.Max(highest, score);
        }
        var total = 0f;
        for (var k = 0; k < scores.Length; k++)
        {
            total += _probabilities[k] = MathF.Exp(sharpness * (scores[k] - highest));
        }
        Span<float> sums = stackalloc float[TextModel.MostClasses];
        sums.Clear();
        for (var k = 0; k < scores.Length; k++)
        {
            _probabilities[k] /= total;
            sums[groups[k]] += _probabilities[k];
        }
        var best = 0;
        for (var k = 1; k < scores.Length; k++)
        {
            best = sums[k] > sums[best] ? k : best;
        }
        return (best, sums[best]);
    }

    private float Strongest(Scored example)
    {
        var highest = float.MinValue;
        foreach (var score in example.Scores.AsSpan(0, groups.Length))
        {
            highest = Math.Max(highest, score);
        }
        return highest;
    }
}
