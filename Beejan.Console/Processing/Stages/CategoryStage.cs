using Beejan.Contracts;
using Beejan.Processing.Learning;

namespace Beejan.Processing.Stages;

/// <summary>
/// Chooses category and sub-category by the trained model, with calibrated confidence and the words that decided. A topic the customer
/// chose is read like words of the text. Reads the masked text, so a reason never quotes anything personal.
/// </summary>
internal sealed class CategoryStage(ShippedModels models, ShippedRecipes recipes) : RecordStage
{
    private readonly Lazy<Categoriser> _shipped = new(() => new Categoriser(models[LearningTask.Category].Model, recipes.Taxonomy));

    public override string Name => "category";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.MaskedText ?? draft.Text ?? "";
        var categoriser = RuleSet.Of(draft)?.Category ?? _shipped.Value;
        using var words = new WordBuffer(text);
        var answer = string.IsNullOrWhiteSpace(draft.GivenTopic) ? categoriser.Judge(words, text) : categoriser.Judge(text, draft.GivenTopic);
        return new Outcome.Kept(draft with
        {
            Category = answer.Category,
            Subcategory = answer.Key,
            Confidence = answer.Confidence,
            CategoryReasons = DecidingWords.Of(categoriser.Model, words, answer.Class),
        });
    }
}
