using Beejan.Contracts;

namespace Beejan.Processing.Learning;

/// <summary>Tells the language by the model that ships; <c>und</c> when there is no letter to tell by.</summary>
internal sealed class Languages(ShippedModels models) : ILanguages
{
    private readonly Lazy<Classifier> _classifier = new(() => models[LearningTask.Language]);

    public (string Language, float Confidence) Judge(string text)
    {
        using var words = new WordBuffer(text);
        if (!words.HasLetters)
        {
            return ("und", 0);
        }
        var classifier = _classifier.Value;
        Span<float> probabilities = stackalloc float[classifier.Model.Classes.Count];
        var answer = classifier.Judge(words, probabilities);
        return (classifier.Groups[answer.Group], answer.Confidence);
    }
}
