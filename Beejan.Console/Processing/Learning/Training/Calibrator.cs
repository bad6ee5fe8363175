using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Training;

/// <summary>The raw scores of an example by a model that had not seen it.</summary>
/// <param name="Scores">One a class.</param>
/// <param name="Label">The right class.</param>
/// <param name="Weight">How much the example counts in training.</param>
/// <param name="Proof">How much it counts for the confidence.</param>
internal readonly record struct Scored(float[] Scores, int Label, float Weight, float Proof);

/// <summary>
/// Fits <see cref="Calibration"/> on held-out scores: the sharpness by the likelihood of the right answers, then Platt's sigmoid on the answer's
/// probability and, where asked for, the strongest class's score.
/// </summary>
/// <param name="scored">The held-out examples.</param>
/// <param name="groups">The group of each class, named by the first class in it: its classes count as one answer.</param>
/// <param name="byStrength">True to fit <see cref="Calibration.Strength"/> too.</param>
internal sealed class Calibrator(IReadOnlyList<Scored> scored, int[] groups, bool byStrength)
{
    private const float WantedAccuracy = 0.92f;
    private const int Bins = 10;
    private readonly float[] _probabilities = new float[groups.Length];

    public Calibration Fit()
    {
        var sharpness = Sharpness();
        var points = new List<(double Logit, double Strongest, bool Right, double Weight)>(scored.Count);
        foreach (var example in scored.Where(s => s.Proof > 0))
        {
            var (answer, p) = Answer(example, sharpness);
            p = Math.Clamp(p, 1e-6f, 1 - 1e-6f);
            points.Add((Math.Log(p / (1 - p)), Strongest(example), groups[example.Label] == answer, example.Proof));
        }
        return Platt(points, sharpness);
    }

    /// <summary>The lowest twentieth from which on the answers of held-out examples are right often enough.</summary>
    public float Threshold(Calibration calibration)
    {
        var answers = new List<(float Confidence, bool Right, float Weight)>(scored.Count);
        foreach (var example in scored)
        {
            var (answer, p) = Answer(example, calibration.Sharpness);
            answers.Add((calibration.Confidence(p, Strongest(example)), groups[example.Label] == answer, example.Proof));
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

    // Logistic regression by Newton steps, with a pinch of prior so that a few examples cannot make it certain.
    private Calibration Platt(List<(double Logit, double Strongest, bool Right, double Weight)> points, float sharpness)
    {
        const double Prior = 1;
        var (slope, offset, strength) = (1.0, 0.0, 0.0);
        for (var step = 0; step < 50; step++)
        {
            var (ga, gb, gc) = (Prior * (slope - 1), Prior * offset, Prior * strength);
            var (haa, hab, hbb, hac, hbc, hcc) = (Prior, 0.0, Prior, 0.0, 0.0, Prior);
            foreach (var (x, s, right, weight) in points)
            {
                var p = 1 / (1 + Math.Exp(-((slope * x) + offset + (strength * s))));
                var (error, curve) = (weight * (p - (right ? 1 : 0)), weight * p * (1 - p));
                (ga, gb, gc) = (ga + (error * x), gb + error, gc + (error * s));
                (haa, hab, hbb) = (haa + (curve * x * x), hab + (curve * x), hbb + curve);
                (hac, hbc, hcc) = (hac + (curve * x * s), hbc + (curve * s), hcc + (curve * s * s));
            }
            // The step for the strength first; what is left is a system of two.
            var determinant = (haa * hbb) - (hab * hab);
            if (determinant < 1e-12)
            {
                break;
            }
            var (ua, ub) = (((hbb * hac) - (hab * hbc)) / determinant, ((haa * hbc) - (hab * hac)) / determinant);
            var (va, vb) = (((hbb * ga) - (hab * gb)) / determinant, ((haa * gb) - (hab * ga)) / determinant);
            var dc = byStrength ? (gc - (hac * va) - (hbc * vb)) / (hcc - (hac * ua) - (hbc * ub)) : 0;
            var (da, db) = (va - (ua * dc), vb - (ub * dc));
            slope -= Math.Clamp(da, -0.5, 0.5);
            offset -= Math.Clamp(db, -0.5, 0.5);
            strength -= Math.Clamp(dc, -0.5, 0.5);
            if (Math.Abs(da) + Math.Abs(db) + Math.Abs(dc) < 1e-7)
            {
                break;
            }
        }
        return new Calibration(sharpness, (float)Math.Max(slope, 0.05), (float)offset, (float)strength);
    }
}
