using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>
/// Tells the language by the model that ships; <c>und</c> when there is no letter to tell by, most are of a script in which none of the
/// languages is written here (the model has only seen Latin), or the words are of a language that is none of them.
/// </summary>
internal sealed class Languages(ShippedModels models)
{
    /// <summary>The answer where none of our languages is.</summary>
    public const string Unknown = "und";

    /// <summary>Behind the hooked letters of Hausa and the marks; Greek begins.</summary>
    private const char LastCommonLatin = '\u0370';

    // The model knows few of the words of a language it only has samples of, so it is never as sure of one. Of our languages' texts that it had not
    // learnt from hardly one in ten thousand comes this far.
    private const float LeastForeign = 0.3f;

    private readonly Lazy<(Classifier Classifier, int Foreign)> _told = new(() => models[LearningTask.Language] is var c ? (c, IndexOf(c.Groups)) : default);

    public TextModel Model => _told.Value.Classifier.Model;

    public (string Language, float Confidence) Judge(string text)
    {
        using var words = new WordBuffer(text);
        return Judge(words);
    }

    public (string Language, float Confidence) Judge(in WordBuffer words)
    {
        Span<float> probabilities = stackalloc float[Model.Classes.Count];
        return Of(words, probabilities, _told.Value.Classifier.Judge(words, probabilities));
    }

    /// <summary>The answer, from the model's probabilities and the raw score of its strongest class.</summary>
    public (string Language, float Confidence) Choose(in WordBuffer words, ReadOnlySpan<float> probabilities, float strongest) =>
        Of(words, probabilities, _told.Value.Classifier.Choose(probabilities, strongest, words.Count, words.IsPost));

    private (string Language, float Confidence) Of(in WordBuffer words, ReadOnlySpan<float> probabilities, Answer answer)
    {
        var (classifier, foreign) = _told.Value;
        if (!words.HasLetters || IsOtherScript(words) || (foreign >= 0 && probabilities[foreign] >= LeastForeign))
        {
            return (Unknown, 0);
        }
        return classifier.Groups[answer.Group] is var language && language != Unknown ? (language, answer.Confidence) : (Unknown, 0);
    }

    private static int IndexOf(IReadOnlyList<string> classes)
    {
        for (var k = 0; k < classes.Count; k++)
        {
            if (classes[k] == Unknown)
            {
                return k;
            }
        }
        return -1;
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
