using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Features;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;

namespace Beejan.Processing;

/// <summary>
/// Tells language, category and feeling of a text together: its words are taken apart and looked up once for all three models. Safe for many
/// threads.
/// </summary>
internal sealed class Judges(Languages languages, Categoriser categoriser, Sentiments sentiments)
{
    private const int Language = 0;
    private const int Category = 1;
    private const int Sentiment = 2;
    private const float Unsure = 0.5f;
    private readonly Panel _panel = new(languages.Model, categoriser.Model, sentiments.Model);

    /// <summary>What tells category and sub-category.</summary>
    public Categoriser Categoriser => categoriser;

    /// <summary>A set of models at work, with a version of the taxonomy.</summary>
    public static Judges Of(ShippedModels models, Taxonomy taxonomy)
    {
        var languages = new Languages(models);
        return new Judges(languages, new Categoriser(models[LearningTask.Category].Model, taxonomy), new Sentiments(models, languages));
    }

    /// <param name="text">Masked.</param>
    /// <param name="topic">What the customer chose, read for the category like words of the text; or null.</param>
    /// <param name="chosen">The language the customer chose; it decides only where the words do not: people leave a list as it stands.</param>
    public Judgement Judge(string text, string? topic, string? chosen)
    {
        using var words = new WordBuffer(text);
        Span<int> sums = stackalloc int[_panel.Width];
        Span<float> squares = [0, 0, 0];
        sums.Clear();
        _panel.Add(words, sums, squares);
        Span<float> told = stackalloc float[languages.Model.Classes.Count];
        var mostTold = _panel.Finish(Language, sums, squares, told);
        Span<float> felt = stackalloc float[sentiments.Model.Classes.Count];
        var mostFelt = _panel.Finish(Sentiment, sums, squares, felt);
        var (language, certainty) = languages.Choose(words, told, mostTold);
        if (chosen is not null && (language == Languages.Unknown || certainty < Unsure))
        {
            (language, certainty) = (chosen, Math.Max(certainty, Unsure));
        }
        var answer = Categorise(words, text, topic, sums, squares);
        var feeling = sentiments.Judge(words, text, language, Sentiments.IsComplaint(answer.Category, answer.Confidence), felt, mostFelt);
        return new Judgement(language, certainty, answer, DecidingWords.Of(_panel, Category, words, answer.Class), feeling);
    }

    private Categorised Categorise(in WordBuffer words, string text, string? topic, Span<int> sums, Span<float> squares)
    {
        var (count, isPost) = (words.Count, words.IsPost);
        if (!string.IsNullOrWhiteSpace(topic))
        {
            using var chosen = new WordBuffer(topic);
            Span<int> more = stackalloc int[_panel.Width];
            Span<float> moreSquares = [0, 0, 0];
            more.Clear();
            _panel.Add(chosen, more, moreSquares);
            _panel.Take(Category, more, moreSquares, sums, squares);
            (count, isPost) = (count + chosen.Count, isPost || chosen.IsPost);
        }
        Span<float> probabilities = stackalloc float[categoriser.Model.Classes.Count];
        var strongest = _panel.Finish(Category, sums, squares, probabilities);
        return categoriser.Choose(probabilities, strongest, count, isPost, text);
    }
}

/// <summary>What the models tell of a text.</summary>
/// <param name="Language"><c>en pcm yo ha ig mixed</c>; <c>und</c> when there is no letter to tell by.</param>
/// <param name="Certainty">Of the language, 0…1.</param>
/// <param name="Answer">Category and sub-category.</param>
/// <param name="Reasons">The words that decided the category.</param>
/// <param name="Feeling">The sentiment.</param>
internal readonly record struct Judgement(string Language, float Certainty, Categorised Answer, string[] Reasons, Feeling Feeling)
{
    /// <summary>The sentiment as it is served, -1…1.</summary>
    public float Sentiment => MathF.Round(Feeling.Score, 3) + 0f;   // no minus zero: stored and read back it would be a change

    /// <summary>The answer to one task in the words that people correct: sub-category, language, band of the sentiment.</summary>
    /// <returns>The answer; what it is part of (a category, or itself); how sure that is, 0…1.</returns>
    public (string Key, string Group, float Confidence) Of(string task) => task switch
    {
        LearningTask.Category => (Answer.Key, Answer.Category, Answer.Confidence),
        LearningTask.Language => (Language, Language, Certainty),
        _ => (SentimentBands.Of(Sentiment), SentimentBands.Of(Sentiment), Feeling.Confidence),
    };
}
