namespace Beejan.Processing.Learning;

/// <summary>Fits <see cref="Calibration"/> on held-out scores: the sharpness by the likelihood of the right answers, then Platt's sigmoid on the answer's probability.</summary>
internal static class Calibrator
{
    private const float WantedAccuracy = 0.92f;
    private const int Bins = 10;

    public static Calibration Fit(IReadOnlyList<Scored> scored, int[] labels, float[] weights, int classes, int[] groups)
    {
        var sharpness = Sharpness(scored, labels, weights, classes, groups);
        var probabilities = new float[classes];
        var points = new List<(double Logit, bool Right, double Weight)>(scored.Count);
        foreach (var (example, scores) in scored)
        {
            var (answer, p) = Answer(scores, classes, sharpness, groups, probabilities);
            p = Math.Clamp(p, 1e-6f, 1 - 1e-6f);
            points.Add((Math.Log(p / (1 - p)), groups[labels[example]] == answer, weights[example]));
        }
        var (slope, offset) = Platt(points);
        return new Calibration(sharpness, slope, offset);
    }

    /// <summary>The lowest twentieth from which on the answers of held-out examples are right often enough.</summary>
    public static float Threshold(IReadOnlyList<Scored> scored, int[] labels, float[] weights, int classes, int[] groups, Calibration calibration)
    {
        var probabilities = new float[classes];
        var answers = new List<(float Confidence, bool Right, float Weight)>(scored.Count);
        foreach (var (example, scores) in scored)
        {
            var (answer, p) = Answer(scores, classes, calibration.Sharpness, groups, probabilities);
            answers.Add((calibration.Confidence(p), groups[labels[example]] == answer, weights[example]));
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

    /// <summary>The mean distance between confidence and share of right answers over ten bins, weighted by their size (ECE).</summary>
    public static double Error(IReadOnlyList<(float Confidence, bool Right)> answers)
    {
        var error = 0.0;
        foreach (var bin in answers.GroupBy(a => Math.Min((int)(a.Confidence * Bins), Bins - 1)))
        {
            error += Math.Abs(bin.Sum(a => (double)a.Confidence) - bin.Count(a => a.Right));
        }
        return answers.Count == 0 ? 0 : error / answers.Count;
    }

    // Golden section on the logarithm: the loss has one valley.
    private static float Sharpness(IReadOnlyList<Scored> scored, int[] labels, float[] weights, int classes, int[] groups)
    {
        const double Golden = 0.6180339887498949;
        var probabilities = new float[classes];
        double Loss(double log)
        {
            var sum = 0.0;
            foreach (var (example, scores) in scored)
            {
                Answer(scores, classes, (float)Math.Exp(log), groups, probabilities);
                sum -= weights[example] * Math.Log(Math.Max(1e-9, probabilities[labels[example]]));
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
    private static (int Group, float Probability) Answer(ReadOnlySpan<float> scores, int classes, float sharpness, int[] groups, Span<float> probabilities)
    {
        var highest = float.MinValue;
        foreach (var score in scores[..classes])
        {
            highest = Math.Max(highest, score);
        }
        var total = 0f;
        for (var k = 0; k < classes; k++)
        {
            total += probabilities[k] = MathF.Exp(sharpness * (scores[k] - highest));
        }
        Span<float> sums = stackalloc float[TextModel.MostClasses];
        sums.Clear();
        var best = 0;
        for (var k = 0; k < classes; k++)
        {
            probabilities[k] /= total;
            sums[groups[k]] += probabilities[k];
        }
        for (var k = 1; k < classes; k++)
        {
            best = sums[k] > sums[best] ? k : best;
        }
        return (best, sums[best]);
    }

    // Two-parameter logistic regression by Newton steps, with a pinch of prior so that a few examples cannot make it certain.
    private static (float Slope, float Offset) Platt(List<(double Logit, bool Right, double Weight)> points)
    {
        var (slope, offset) = (1.0, 0.0);
        for (var step = 0; step < 50; step++)
        {
            const double Prior = 1;
            var (ga, gb, haa, hab, hbb) = (Prior * (slope - 1), Prior * offset, Prior, 0.0, Prior);
            foreach (var (x, right, weight) in points)
            {
                var p = 1 / (1 + Math.Exp(-((slope * x) + offset)));
                var (error, curve) = (weight * (p - (right ? 1 : 0)), weight * p * (1 - p));
                (ga, gb) = (ga + (error * x), gb + error);
                (haa, hab, hbb) = (haa + (curve * x * x), hab + (curve * x), hbb + curve);
            }
            var determinant = (haa * hbb) - (hab * hab);
            if (determinant < 1e-12)
            {
                break;
            }
            var (da, db) = (((hbb * ga) - (hab * gb)) / determinant, ((haa * gb) - (hab * ga)) / determinant);
            slope -= Math.Clamp(da, -0.5, 0.5);
            offset -= Math.Clamp(db, -0.5, 0.5);
            if (Math.Abs(da) + Math.Abs(db) < 1e-7)
            {
                break;
            }
        }
        return ((float)Math.Max(slope, 0.05), (float)offset);
    }
}
