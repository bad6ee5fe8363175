using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Training;

/// <summary>How a linear model is trained.</summary>
/// <param name="Cost">What an error costs against large weights (C).</param>
/// <param name="Balance">0: each example counts the same; 1: each class does, however rare.</param>
/// <param name="MostRounds">Rounds over all examples at most; fewer once nothing moves.</param>
/// <param name="Seed">Of the order of the examples.</param>
internal readonly record struct TrainerOptions(float Cost, float Balance, int MostRounds, ulong Seed);

/// <summary>What training came to.</summary>
/// <param name="Weights">[column * stride + class], times the column's rarity; the last column is the bias; stride is the classes rounded up to whole vectors.</param>
/// <param name="Alpha">[row * stride + class]: how much each example holds each class; 0 where it does not.</param>
internal sealed record LinearFit(float[] Weights, float[] Alpha);

/// <summary>
/// One class against the rest with squared hinge loss and L2 regularisation, solved in its dual by coordinate descent (Hsieh et al., "A
/// Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008). All classes step together: the weights of one feature lie side
/// by side, so a lane of a vector is a class and the result is the same on every processor.
/// </summary>
/// <param name="table">The examples.</param>
/// <param name="labels">The class of each.</param>
/// <param name="weights">The weight of each.</param>
/// <param name="classes">How many classes there are.</param>
/// <param name="options">How to train.</param>
internal sealed class LinearTrainer(FeatureTable table, int[] labels, float[] weights, int classes, TrainerOptions options)
{
    // Rounds after which examples that were taken out are forgotten: the rest begins where it stood with them.
    private const int ForgettingRounds = 4;
    private const float Tolerance = 0.05f;
    private readonly int _stride = RowMath.Stride(classes);
    private readonly float[] _squares = Array.ConvertAll(table.Idf, i => i * i);

    /// <summary>Learns from these rows of the table.</summary>
    public LinearFit Train(int[] rows)
    {
        var fit = new LinearFit(new float[(table.Slots.Length + 1) * _stride], new float[table.Rows * _stride]);
        Improve(fit, rows, options.MostRounds);
        return fit;
    }

    /// <summary>
    /// What learning without some rows would have come to, from what came of all: what they added to the weights is taken out, then the
    /// others settle anew. A fraction of the work of learning twice.
    /// </summary>
    public LinearFit Without(LinearFit whole, int[] held, int[] kept)
    {
        var fit = new LinearFit([.. whole.Weights], [.. whole.Alpha]);
        Span<float> steps = new float[_stride];
        foreach (var row in held)
        {
            var alpha = fit.Alpha.AsSpan(row * _stride, _stride);
            for (var k = 0; k < classes; k++)
            {
                steps[k] = k == labels[row] ? -alpha[k] : alpha[k];
            }
            RowMath.Add(table, row, fit.Weights, steps, _squares);
            alpha.Clear();
        }
        Improve(fit, kept, Math.Min(ForgettingRounds, options.MostRounds));
        return fit;
    }

    private void Improve(LinearFit fit, int[] rows, int most)
    {
        var share = ClassWeights(rows);
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var idle = new byte[rows.Length];
        var random = new Order(options.Seed);
        Span<float> scores = new float[_stride];
        Span<float> steps = new float[_stride];
        for (var round = 0; round < most; round++)
        {
            random.Shuffle(order);
            var worst = 0f;
            foreach (var at in order)
            {
                // An example that has not moved for a while is asked less often.
                if (idle[at] > 2 && (round + at) % 4 != 0 && round + 1 < most)
                {
                    continue;
                }
                var row = rows[at];
                RowMath.Score(table, row, fit.Weights, scores);
                var moved = Steps(scores, fit.Alpha.AsSpan(row * _stride, _stride), labels[row], options.Cost * weights[row], share, table.Norm[row] + 1, steps);
                worst = Math.Max(worst, moved);
                if (moved > 1e-5f)
                {
                    RowMath.Add(table, row, fit.Weights, steps, _squares);
                    idle[at] = 0;
                }
                else
                {
                    idle[at] = (byte)Math.Min(idle[at] + 1, 200);
                }
            }
            if (worst < Tolerance)
            {
                break;
            }
        }
    }

    // Each class is a problem of its own; the largest projected gradient tells how far from done the example is.
    private float Steps(ReadOnlySpan<float> scores, Span<float> alpha, int label, float cost, ReadOnlySpan<float> share, float square, Span<float> steps)
    {
        var worst = 0f;
        for (var k = 0; k < classes; k++)
        {
            var sign = k == label ? 1f : -1f;
            var soft = 0.5f / (cost * (k == label ? share[k] : 1));
            var gradient = (sign * scores[k]) - 1 + (alpha[k] * soft);
            var projected = alpha[k] == 0 ? Math.Min(gradient, 0) : gradient;
            steps[k] = 0;
            if (projected is > 1e-6f or < -1e-6f)
            {
                var next = Math.Max(alpha[k] - (gradient / (square + soft)), 0);
                steps[k] = (next - alpha[k]) * sign;
                alpha[k] = next;
                worst = Math.Max(worst, Math.Abs(projected));
            }
        }
        return worst;
    }

    private float[] ClassWeights(int[] rows)
    {
        var sums = new double[classes];
        var all = 0.0;
        foreach (var row in rows)
        {
            sums[labels[row]] += weights[row];
            all += weights[row];
        }
        return [.. sums.Select(s => s == 0 ? 1f : (float)Math.Pow(all / (classes * s), options.Balance))];
    }
}
