using Beejan.Contracts;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Shipped;

/// <summary>What a text feels like.</summary>
/// <param name="Label"><c>positive</c>, <c>neutral</c> or <c>negative</c>.</param>
/// <param name="Confidence">How sure the label is (0…1, calibrated).</param>
/// <param name="Score">
/// -1…1: the probability of a positive text less that of a negative one; below 0 it is scaled by how heated the words are, so that a plain
/// report of a fault stays mild and only abuse comes near -1.
/// </param>
/// <param name="Unsure">A complaint that praises: it may be meant the other way round.</param>
internal readonly record struct Feeling(string Label, float Confidence, float Score, bool Unsure);

/// <summary>
/// Tells feeling: complaints by one model for all languages; talk that is no complaint by the model of its language where there is one,
/// since the same words mean other things in it.
/// </summary>
internal sealed class Sentiments(ShippedModels models, Languages languages)
{
    // A text that is likelier to be none is not read as a complaint.
    private const float LeastSure = 0.5f;

    // What is left of a negative score when nothing in the text is heated.
    private const float Calm = 0.45f;
    private readonly Lazy<Classifier> _complaints = new(() => models[LearningTask.Sentiment]);
    private readonly Heat _heat = new(w => WordKeys.Of(w));

    /// <summary>True when a category's answer says that the text is a complaint.</summary>
    public static bool IsComplaint(string category, float confidence) => category != Categories.Other && confidence >= LeastSure;

    /// <summary>The model that judges complaints.</summary>
    public TextModel Model => _complaints.Value.Model;

    /// <param name="words">The text as words.</param>
    /// <param name="text">The same text, for how it looks.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="isComplaint">See <see cref="IsComplaint"/>.</param>
    public Feeling Judge(in WordBuffer words, ReadOnlySpan<char> text, string language, bool isComplaint)
    {
        var classifier = IsTalk(language, isComplaint) ? models[ShippedRecipes.Talk(language)] : models[LearningTask.Sentiment];
        Span<float> probabilities = stackalloc float[classifier.Model.Classes.Count];
        return Feel(classifier, classifier.Judge(words, probabilities), words, text, probabilities, isComplaint);
    }

    /// <summary>The same, where the model for complaints has judged already; talk is still given to the model of its language.</summary>
    /// <param name="complaint">What that model's classes came to.</param>
    /// <param name="strongest">The raw score of the strongest of them.</param>
    public Feeling Judge(in WordBuffer words, ReadOnlySpan<char> text, string language, bool isComplaint, ReadOnlySpan<float> complaint, float strongest) => IsTalk(language, isComplaint)
        ? Judge(words, text, language, isComplaint)
        : Feel(_complaints.Value, _complaints.Value.Choose(complaint, strongest, words.Count, words.IsPost), words, text, complaint, isComplaint);

    private static bool IsTalk(string language, bool isComplaint) => !isComplaint && ShippedRecipes.TalkLanguages.Contains(language);

    private Feeling Feel(Classifier classifier, Answer answer, in WordBuffer words, ReadOnlySpan<char> text, ReadOnlySpan<float> probabilities, bool isComplaint)
    {
        var score = 0f;
        for (var k = 0; k < probabilities.Length; k++)
        {
            score += classifier.Model.Classes[k] switch { "positive" => probabilities[k], "negative" => -probabilities[k], _ => 0 };
        }
        var (heat, praises) = HeatOf(words);
        if (score < 0)
        {
            score *= Calm + ((1 - Calm) * Math.Clamp(heat + Heat.OfLook(text), 0, 1));
        }
        return new Feeling(classifier.Groups[answer.Group], answer.Confidence, score, praises && isComplaint);
    }

    /// <summary>The same, asking for language and category first.</summary>
    public Feeling Judge(string text)
    {
        using var words = new WordBuffer(text);
        var category = models[LearningTask.Category];
        var answer = category.Judge(words);
        return Judge(words, text, languages.Judge(words).Language, IsComplaint(category.Groups[answer.Group], answer.Confidence));
    }

    private (float Heat, bool Praises) HeatOf(in WordBuffer words)
    {
        var (heat, praises) = (0f, false);
        for (var w = 0; w < words.Count; w++)
        {
            if (words.Key(w) is not 0 and var key)
            {
                var (more, praise) = _heat.Of(key);
                (heat, praises) = (heat + more, praises || praise);
            }
        }
        return (heat, praises);
    }
}
