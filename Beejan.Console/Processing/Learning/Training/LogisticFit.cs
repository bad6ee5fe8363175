namespace Beejan.Processing.Learning.Training;

/// <summary>
/// Logistic regression of a few weights by Newton's method: how likely an answer is right, from numbers known of it. Each weight is held to its
/// prior as one example of weight 1 would hold it. For one thread.
/// </summary>
/// <param name="prior">What each weight is without any example, a handful.</param>
internal sealed class LogisticFit(double[] prior)
{
    private const int MostSteps = 50;

    // A step is cut to this much in each weight, so that the first ones do not leap beyond where the curve is known.
    private const double Stride = 0.5;
    private readonly List<double> _evidence = [];
    private readonly List<(bool Right, double Weight)> _answers = [];

    /// <summary>How many weights there are.</summary>
    public int Count => prior.Length;

    /// <param name="evidence"><see cref="Count"/> numbers.</param>
    /// <param name="right">Whether the answer was right.</param>
    /// <param name="weight">How much the example counts.</param>
    public void Add(ReadOnlySpan<double> evidence, bool right, double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(evidence.Length, Count);
        _evidence.AddRange(evidence);
        _answers.Add((right, weight));
    }

    /// <summary>The likeliest weights.</summary>
    public double[] Solve()
    {
        var weights = prior.ToArray();
        var evidence = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_evidence);
        Span<double> gradient = stackalloc double[Count];
        Span<double> curve = stackalloc double[Count * Count];
        for (var step = 0; step < MostSteps; step++)
        {
            Prepare(weights, gradient, curve);
            for (var i = 0; i < _answers.Count; i++)
            {
                Learn(evidence.Slice(i * Count, Count), _answers[i], weights, gradient, curve);
            }
            Eliminate(curve, gradient);
            var moved = 0.0;
            for (var k = 0; k < Count; k++)
            {
                var by = Math.Clamp(gradient[k], -Stride, Stride);
                (weights[k], moved) = (weights[k] - by, moved + Math.Abs(by));
            }
            if (moved < 1e-7)
            {
                break;
            }
        }
        return weights;
    }

    private void Prepare(double[] weights, Span<double> gradient, Span<double> curve)
    {
        curve.Clear();
        for (var k = 0; k < Count; k++)
        {
            gradient[k] = weights[k] - prior[k];
            curve[(k * Count) + k] = 1;
        }
    }

    private void Learn(ReadOnlySpan<double> evidence, (bool Right, double Weight) answer, double[] weights, Span<double> gradient, Span<double> curve)
    {
        var sum = 0.0;
        for (var k = 0; k < Count; k++)
        {
            sum += weights[k] * evidence[k];
        }
        var p = 1 / (1 + Math.Exp(-sum));
        var (error, bend) = (answer.Weight * (p - (answer.Right ? 1 : 0)), answer.Weight * p * (1 - p));
        for (var k = 0; k < Count; k++)
        {
            gradient[k] += error * evidence[k];
            for (var m = 0; m < Count; m++)
            {
                curve[(k * Count) + m] += bend * evidence[k] * evidence[m];
            }
        }
    }

    // Leaves the solution of curve * x = side in side. With the prior the curve is positive definite, so no pivot is ever 0.
    private void Eliminate(Span<double> curve, Span<double> side)
    {
        for (var k = 0; k < Count; k++)
        {
            for (var row = k + 1; row < Count; row++)
            {
                var part = curve[(row * Count) + k] / curve[(k * Count) + k];
                for (var m = k; m < Count; m++)
                {
                    curve[(row * Count) + m] -= part * curve[(k * Count) + m];
                }
                side[row] -= part * side[k];
            }
        }
        for (var k = Count - 1; k >= 0; k--)
        {
            for (var m = k + 1; m < Count; m++)
            {
                side[k] -= curve[(k * Count) + m] * side[m];
            }
            side[k] /= curve[(k * Count) + k];
        }
    }
}
