namespace Beejan.Processing.Learning;

/// <summary>Tells the language by the model that ships; <c>und</c> when there is no letter to tell by.</summary>
internal sealed class Languages(ShippedModels models)
{
    private readonly Lazy<Classifier> _classifier = new(() => models[LearningTask.Language]);

    public (string Language, float Confidence) Judge(string text)
    {
        using var words = new WordBuffer(text);
        return Judge(words);
    }

    public (string Language, float Confidence) Judge(in WordBuffer words)
    {
        if (!words.HasLetters)
        {
            return ("und", 0);
        }
        var answer = _classifier.Value.Judge(words);
        return (_classifier.Value.Groups[answer.Group], answer.Confidence);
    }
}
