namespace Beejan.Processing.Learning;

/// <summary>Tells the language by the model that ships; <c>und</c> when there is no letter to tell by.</summary>
internal sealed class Languages(ShippedModels models)
{
    private readonly Lazy<Classifier> _classifier = new(() => models[LearningTask.Language]);

    public TextModel Model => _classifier.Value.Model;

    public (string Language, float Confidence) Judge(string text)
    {
        using var words = new WordBuffer(text);
        return Judge(words);
    }

    public (string Language, float Confidence) Judge(in WordBuffer words)
    {
        Span<float> probabilities = stackalloc float[Model.Classes.Count];
        _classifier.Value.Judge(words, probabilities);
        return Choose(words, probabilities);
    }

    /// <summary>The answer, from the model's probabilities.</summary>
    public (string Language, float Confidence) Choose(in WordBuffer words, ReadOnlySpan<float> probabilities)
    {
        if (!words.HasLetters)
        {
            return ("und", 0);
        }
        var answer = _classifier.Value.Choose(probabilities, words.Count);
        return (_classifier.Value.Groups[answer.Group], answer.Confidence);
    }
}
