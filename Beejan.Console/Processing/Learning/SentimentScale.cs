namespace Beejan.Processing.Learning;

/// <summary>Feeling from -1 (very unhappy) to 1 (happy): the probability of a positive text less that of a negative one.</summary>
internal sealed class SentimentScale(TextModel model)
{
    private readonly int _positive = model.Classes.ToList().IndexOf("positive");
    private readonly int _negative = model.Classes.ToList().IndexOf("negative");

    public float Judge(in WordBuffer words)
    {
        Span<float> probabilities = stackalloc float[model.Classes.Count];
        model.Judge(words, probabilities);
        return MathF.Round(probabilities[_positive] - probabilities[_negative], 3);
    }
}
