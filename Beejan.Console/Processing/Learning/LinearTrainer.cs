using System.Numerics;
using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning;

/// <summary>How a linear model is trained.</summary>
/// <param name="Cost">What an error costs against large weights (C).</param>
/// <param name="Balance">0: each example counts the same; 1: each class does, however rare.</param>
/// <param name="MostRounds">Rounds over all examples at most; fewer once nothing moves.</param>
/// <param name="Seed">Of the order of the examples.</param>
internal readonly record struct TrainerOptions(float Cost, float Balance, int MostRounds, ulong Seed);

/// <summary>
/// One class against the rest with squared hinge loss and L2 regularisation, solved in its dual by coordinate descent (Hsieh et al., "A
/// Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008). All classes step together: the weights of one feature lie side
/// by side, so a lane of a vector is a class and the result is the same on every processor.
/// </summary>
internal static class LinearTrainer
{
    private const float Tolerance = 0.05f;
    private const int Lanes = 4;

    /// <summary>Weights [column * stride + class], times the column's rarity; the last column is the bias; stride is the classes rounded up to whole vectors.</summary>
    /// <param name="table">The examples.</param>
    /// <param name="rows">Which of them to learn from.</param>
    /// <param name="labels">The class of every example of the table.</param>
    /// <param name="weights">The weight of every example of the table.</param>
    public static float[] Train(FeatureTable table, ReadOnlySpan<int> rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, int classes, TrainerOptions options)
    {
        var stride = Stride(classes);
        var w = new float[(table.Slots.Length + 1) * stride];
        var squares = Array.ConvertAll(table.Idf, i => i * i);
        var alpha = new float[rows.Length * stride];
        var share = ClassWeights(rows, labels, weights, classes, options.Balance);
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var idle = new byte[rows.Length];
        var random = new Order(options.Seed);
        Span<float> scores = new float[stride];
        Span<float> steps = new float[stride];
        for (var round = 0; round < options.MostRounds; round++)
        {
            random.Shuffle(order);
            var worst = 0f;
            foreach (var at in order)
            {
                // An example that has not moved for a while is asked less often.
                if (idle[at] > 2 && (round + at) % 4 != 0 && round + 1 < options.MostRounds)
                {
                    continue;
                }
                var row = rows[at];
                Score(table, row, w, scores);
                var moved = Steps(scores, alpha.AsSpan(at * stride, stride), labels[row], options.Cost * weights[row], share, classes, table.Norm[row] + 1, steps);
                worst = Math.Max(worst, moved);
                if (moved > 1e-5f)
                {
                    Add(table, row, w, steps, squares);
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
        return w;
    }

    public static int Stride(int classes) => (classes + Lanes - 1) / Lanes * Lanes;

    /// <summary>The raw scores of a row, one a class (and padding), written where asked.</summary>
    public static float[] Score(FeatureTable table, int row, ReadOnlySpan<float> w, float[] scores)
    {
        Score(table, row, w, scores.AsSpan());
        return scores;
    }

    private static void Score(FeatureTable table, int row, ReadOnlySpan<float> w, Span<float> scores)
    {
        scores.Clear();
        var sums = MemoryMarshal.Cast<float, Vector4>(scores);
        var vectors = MemoryMarshal.Cast<float, Vector4>(w);
        foreach (var unit in table.Units.AsSpan(table.Starts[row]..table.Starts[row + 1]))
        {
            if (unit < 0)
            {
                Sum(vectors, ~unit, sums);
                continue;
            }
            var columns = table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]);
            if (sums.Length == 1)
            {
                var sum = sums[0];
                foreach (var column in columns)
                {
                    sum += vectors[column];
                }
                sums[0] = sum;
                continue;
            }
            foreach (var column in columns)
            {
                Sum(vectors, column, sums);
            }
        }
        var bias = vectors[(table.Slots.Length * sums.Length)..];
        for (var v = 0; v < sums.Length; v++)
        {
            sums[v] = (sums[v] * table.Scale[row]) + bias[v];
        }
    }

    private static void Sum(ReadOnlySpan<Vector4> vectors, int column, Span<Vector4> sums)
    {
        var mine = vectors.Slice(column * sums.Length, sums.Length);
        for (var v = 0; v < mine.Length; v++)
        {
            sums[v] += mine[v];
        }
    }

    private static void Add(FeatureTable table, int row, Span<float> w, ReadOnlySpan<float> steps, ReadOnlySpan<float> squares)
    {
        var vectors = MemoryMarshal.Cast<float, Vector4>(w);
        var moves = MemoryMarshal.Cast<float, Vector4>(steps);
        var scale = table.Scale[row];
        foreach (var unit in table.Units.AsSpan(table.Starts[row]..table.Starts[row + 1]))
        {
            foreach (var column in unit < 0 ? [~unit] : table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
            {
                var mine = vectors.Slice(column * moves.Length, moves.Length);
                var part = squares[column] * scale;
                for (var v = 0; v < mine.Length; v++)
                {
                    mine[v] += moves[v] * part;
                }
            }
        }
        var bias = vectors[(table.Slots.Length * moves.Length)..];
        for (var v = 0; v < moves.Length; v++)
        {
            bias[v] += moves[v];
        }
    }

    // Each class is a problem of its own; the largest projected gradient tells how far from done the example is.
    private static float Steps(ReadOnlySpan<float> scores, Span<float> alpha, int label, float cost, ReadOnlySpan<float> share, int classes, float square, Span<float> steps)
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

    private static float[] ClassWeights(ReadOnlySpan<int> rows, ReadOnlySpan<int> labels, ReadOnlySpan<float> weights, int classes, float balance)
    {
        var sums = new double[classes];
        var all = 0.0;
        foreach (var row in rows)
        {
            sums[labels[row]] += weights[row];
            all += weights[row];
        }
        return [.. sums.Select(s => s == 0 ? 1f : (float)Math.Pow(all / (classes * s), balance))];
    }
}
