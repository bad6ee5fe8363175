using Beejan.Contracts;
using Beejan.Processing.Learning;

namespace Beejan.Processing.Stages;

/// <summary>
/// Tells language, category with sub-category, and feeling by the trained models, from one reading of the words. Reads the masked text, so a
/// reason never quotes anything personal.
/// </summary>
internal sealed class ModelStage(ShippedModels models, ShippedRecipes recipes, Languages languages, Sentiments sentiments) : RecordStage
{
    private const float Unsure = 0.5f;
    private readonly Lazy<Categoriser> _shipped = new(() => new Categoriser(models[LearningTask.Category].Model, recipes.Taxonomy));

    public override string Name => "models";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.MaskedText ?? draft.Text ?? "";
        using var words = new WordBuffer(text);
        var (language, certainty) = Language(words, draft.Given.Language);
        var categoriser = RuleSet.Of(draft)?.Category ?? _shipped.Value;
        var answer = categoriser.Judge(words, text, draft.Given.Topic);
        var feeling = sentiments.Judge(words, text, language, Sentiments.IsComplaint(answer.Category, answer.Confidence));
        var judged = draft with
        {
            Language = language,
            LanguageConfidence = certainty,
            Category = answer.Category,
            Subcategory = answer.Key,
            Confidence = answer.Confidence,
            CategoryReasons = DecidingWords.Of(categoriser.Model, words, answer.Class),
            Sentiment = MathF.Round(feeling.Score, 3),
        };
        return new Outcome.Kept(feeling.Unsure ? judged.Warn("sentiment.unsure", "praises and complains at once: it may be meant the other way round") : judged);
    }

    // The language the customer chose decides only where the words do not: people leave a list as it stands.
    private (string Language, float Confidence) Language(in WordBuffer words, string? given)
    {
        var (language, confidence) = languages.Judge(words);
        return (language == "und" || confidence < Unsure) && Chosen(given) is { } chosen ? (chosen, Math.Max(confidence, Unsure)) : (language, confidence);
    }

    private static string? Chosen(string? given) => given?.Trim().ToUpperInvariant() switch
    {
        "EN" or "ENGLISH" => "en",
        "PCM" or "PIDGIN" or "NIGERIAN PIDGIN" or "NAIJA" => "pcm",
        "YO" or "YORUBA" or "YORÙBÁ" => "yo",
        "HA" or "HAUSA" => "ha",
        "IG" or "IGBO" => "ig",
        _ => null,
    };
}
