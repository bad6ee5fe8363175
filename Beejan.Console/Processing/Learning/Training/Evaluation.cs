namespace Beejan.Processing.Learning.Training;

/// <summary>One scored row.</summary>
internal readonly record struct Guess(string Truth, string Answer, float Confidence);

/// <summary>
/// What <c>evaluate</c> answers; shares are 0…1. The automatic part is what the model would settle without a person; the calibration error by
/// chance is what honest confidences would show on so many rows.
/// </summary>
internal sealed record Evaluation(
    int Rows, double Accuracy, double MacroF1, double WeightedF1, double CalibrationError, double CalibrationByChance, AutomaticPart Automatic,
    IReadOnlyDictionary<string, ClassScore> PerClass, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Confusion)
{
    /// <param name="guesses">At least one.</param>
    /// <param name="threshold">From this confidence on an answer is automatic.</param>
    public static Evaluation Of(IReadOnlyList<Guess> guesses, float threshold)
    {
        var truths = guesses.Select(g => g.Truth).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var perClass = new SortedDictionary<string, ClassScore>(StringComparer.Ordinal);
        foreach (var label in truths.Concat(guesses.Select(g => g.Answer)).Distinct(StringComparer.Ordinal))
        {
            var right = guesses.Count(g => g.Truth == label && g.Answer == label);
            var said = guesses.Count(g => g.Answer == label);
            var support = guesses.Count(g => g.Truth == label);
            perClass[label] = new ClassScore(support, said, Share(right, said), Share(right, support), Share(2 * right, said + support));
        }
        var all = truths.Select(t => perClass[t]).ToList();
        var above = guesses.Where(g => g.Confidence >= threshold).ToList();
        var confusion = truths.ToDictionary(t => t, t => (IReadOnlyDictionary<string, int>)guesses.Where(g => g.Truth == t)
            .GroupBy(g => g.Answer).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count()));
        var (error, byChance) = Calibrator.Error([.. guesses.Select(g => (g.Confidence, g.Truth == g.Answer))]);
        return new Evaluation(
            guesses.Count, Share(guesses.Count(g => g.Truth == g.Answer), guesses.Count), Round(all.Average(c => c.F1)),
            Round(all.Sum(c => c.F1 * c.Rows) / guesses.Count), Round(error), Round(byChance),
            new AutomaticPart(Share(above.Count, guesses.Count), Share(above.Count(g => g.Truth == g.Answer), above.Count), Round(threshold)), perClass, confusion);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Round((double)part / whole);

    private static double Round(double value) => Math.Round(value, 4);
}

/// <summary>How much the model settles by itself at its threshold, and how much of that is right.</summary>
internal sealed record AutomaticPart(double Share, double Accuracy, double Threshold);

/// <summary>One class: rows that are it, rows said to be it, precision, recall, F1.</summary>
internal sealed record ClassScore(int Rows, int Said, double Precision, double Recall, double F1);
