using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Rules;

namespace Beejan.Processing;

/// <summary>Tells category and sub-category: a model's answer, put in its place in a version of the taxonomy. Safe for many threads.</summary>
internal sealed class Categoriser
{
    private readonly Taxonomy _taxonomy;
    private readonly Classifier _classifier;

    public Categoriser(TextModel model, Taxonomy taxonomy)
    {
        _taxonomy = taxonomy;
        _classifier = new Classifier(model, key => CategoryOf(taxonomy.Place(key) ?? key));
    }

    public TextModel Model => _classifier.Model;

    /// <param name="text">Masked.</param>
    /// <param name="topic">What the customer chose, read like words of the text; or null.</param>
    public Categorised Judge(string text, string? topic)
    {
        using var words = new WordBuffer(text);
        return Judge(words, text, topic);
    }

    /// <param name="words">Of the text.</param>
    /// <param name="text">For the words by which a version of the taxonomy splits a sub-category.</param>
    /// <param name="topic">As above.</param>
    public Categorised Judge(in WordBuffer words, string text, string? topic)
    {
        Span<float> probabilities = stackalloc float[Model.Classes.Count];
        if (string.IsNullOrWhiteSpace(topic))
        {
            return Place(_classifier.Judge(words, probabilities), text);
        }
        using var chosen = new WordBuffer(topic);
        return Place(_classifier.Judge(chosen, words), text);
    }

    /// <summary>The answer, from the model's probabilities.</summary>
    /// <param name="probabilities">One a class.</param>
    /// <param name="strongest">The raw score of the strongest class.</param>
    /// <param name="words">How many words were read.</param>
    /// <param name="isPost">See <see cref="WordBuffer.IsPost"/>.</param>
    /// <param name="text">As above.</param>
    public Categorised Choose(ReadOnlySpan<float> probabilities, float strongest, int words, bool isPost, string text) =>
        Place(_classifier.Choose(probabilities, strongest, words, isPost), text);

    private Categorised Place(Answer answer, string text)
    {
        var key = _taxonomy.Place(Model.Classes[answer.Class], text);
        return new Categorised(answer.Class, key, CategoryOf(key), answer.Confidence);
    }

    private string CategoryOf(string key) => _taxonomy.Find(key)?.Category ?? key;
}

/// <summary>What a text is about.</summary>
/// <param name="Class">The model's class.</param>
/// <param name="Key">The sub-category.</param>
/// <param name="Category">Its category.</param>
/// <param name="Confidence">Of the category, 0…1, calibrated.</param>
internal readonly record struct Categorised(int Class, string Key, string Category, float Confidence);
