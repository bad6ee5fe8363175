namespace Beejan.Processing.Learning;

/// <summary>
/// Tells the language by the model that ships; <c>und</c> when there is no letter to tell by, or most are of a script in which none of the
/// languages is written here: the model has only seen Latin.
/// </summary>
internal sealed class Languages(ShippedModels models)
{
    /// <summary>Behind the hooked letters of Hausa and the marks; Greek begins.</summary>
    private const char LastCommonLatin = '\u0370';

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
        if (!words.HasLetters || IsOtherScript(words))
        {
            return ("und", 0);
        }
        var answer = _classifier.Value.Choose(probabilities, words.Count);
        return (_classifier.Value.Groups[answer.Group], answer.Confidence);
    }

    private static bool IsOtherScript(in WordBuffer words)
    {
        var (latin, other) = (0, 0);
        for (var w = 0; w < words.Count; w++)
        {
            var word = words[w];
            if (word[0] < LastCommonLatin)
            {
                latin += word.Length;
            }
            else if (char.IsLetter(word[0]))
            {
                var isLatin = word[0] is (>= '\u1D00' and <= '\u1EFF') or (>= '\u2C60' and <= '\u2C7F') or (>= '\uA720' and <= '\uA7FF') or (>= '\uFF21' and <= '\uFF5A');
                (latin, other) = isLatin ? (latin + word.Length, other) : (latin, other + word.Length);
            }
        }
        return other > latin;
    }
}
