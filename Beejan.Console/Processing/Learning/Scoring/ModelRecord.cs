namespace Beejan.Processing.Learning.Scoring;

/// <summary>What a model was made from and how; stored in its file, shown by the model card. Carries no date: the same data gives the same bytes.</summary>
/// <param name="Task"><c>category</c>, <c>language</c> or <c>sentiment</c>.</param>
/// <param name="Rows">Examples it learnt from.</param>
/// <param name="ClassRows">Examples of each class.</param>
/// <param name="Data">Each file with its rows and the SHA-256 of its bytes.</param>
/// <param name="Seed">Of the order of the examples and of the folds.</param>
/// <param name="Cost">C of the trainer.</param>
/// <param name="Balance">0: each example counts the same; 1: each class does.</param>
internal sealed record ModelRecord(
    string Task, int Rows, IReadOnlyDictionary<string, int> ClassRows, IReadOnlyList<DataFile> Data, ulong Seed, float Cost, float Balance);

/// <summary>One file that a model learnt from.</summary>
internal sealed record DataFile(string Name, int Rows, string Sha256);

/// <summary>
/// Turns scores into honest probabilities: classes by softmax of scores times <paramref name="Sharpness"/>; the confidence in the answer
/// by sigmoid(<paramref name="Slope"/> * logit(p) + <paramref name="Strength"/> * s + <paramref name="Post"/> * [it is a post] + <paramref name="Offset"/>)
/// of the answer's probability and the strongest class's raw score. Of two answers of one probability the one with the higher score has the
/// stronger rival, and is right less often on texts unlike those learnt from; and what is posted for all to read is more often talk than what is
/// sent to a provider alone. Fitted on examples held out of training; the last two are 0 where a recipe does not ask for them.
/// </summary>
internal readonly record struct Calibration(float Sharpness, float Slope, float Offset, float Strength, float Post = 0)
{
    public bool IsSound =>
        float.IsFinite(Sharpness) && Sharpness > 0 && float.IsFinite(Slope) && Slope > 0 && float.IsFinite(Offset) && float.IsFinite(Strength) && float.IsFinite(Post);

    /// <summary>How sure the answer is (0…1).</summary>
    /// <param name="probability">Of the answer.</param>
    /// <param name="strongest">The strongest class's raw score.</param>
    /// <param name="isPost">See <see cref="Features.WordBuffer.IsPost"/>.</param>
    public float Confidence(float probability, float strongest, bool isPost)
    {
        var p = Math.Clamp(probability, 1e-6f, 1 - 1e-6f);
        return 1 / (1 + MathF.Exp(-((Slope * MathF.Log(p / (1 - p))) + (Strength * strongest) + (isPost ? Post : 0) + Offset)));
    }
}
