using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Shipped;

namespace Beejan.Processing.Stages;

/// <summary>
/// Tells language, category with sub-category, and feeling by the trained models, from one reading of the words. Reads the masked text, so a
/// reason never quotes anything personal.
/// </summary>
internal sealed class ModelStage(ShippedModels models, ShippedRecipes recipes, Languages languages, Sentiments sentiments) : RecordStage
{
    private readonly Lazy<Judges> _shipped = new(() => new Judges(languages, new Categoriser(models[LearningTask.Category].Model, recipes.Taxonomy), sentiments));

    public override string Name => "models";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var told = Ask(RuleSet.Of(draft)?.Judges ?? _shipped.Value, draft);
        var judged = draft with
        {
            Language = told.Language,
            LanguageConfidence = told.Certainty,
            Category = told.Answer.Category,
            Subcategory = told.Answer.Key,
            Confidence = told.Answer.Confidence,
            CategoryReasons = told.Reasons,
            Sentiment = told.Sentiment,
        };
        return new Outcome.Kept(told.Feeling.Unsure ? judged.Warn("sentiment.unsure", "praises and complains at once: it may be meant the other way round") : judged);
    }

    /// <summary>What these models tell of a draft.</summary>
    public static Judgement Ask(Judges judges, ComplaintDraft draft) =>
        judges.Judge(draft.MaskedText ?? draft.Text ?? "", draft.Given.Topic, Chosen(draft.Given.Language));

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
