using Beejan.Contracts;
using Beejan.Processing.Learning;

namespace Beejan.Processing.Stages;

/// <summary>
/// Chooses category and sub-category by the trained model, with calibrated confidence and the words that decided. A topic the customer
/// chose is read like words of the text. Reads the masked text, so a reason never quotes anything personal.
/// </summary>
internal sealed class CategoryStage(ShippedModels models, ShippedRecipes recipes) : RecordStage
{
    private readonly Lazy<Classifier> _classifier = new(() => models[LearningTask.Category]);

    public override string Name => "category";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.MaskedText ?? draft.Text ?? "";
        var classifier = _classifier.Value;
        Span<float> probabilities = stackalloc float[classifier.Model.Classes.Count];
        using var words = new WordBuffer(text);
        Answer answer;
        if (string.IsNullOrWhiteSpace(draft.Given.Topic))
        {
            answer = classifier.Judge(words, probabilities);
        }
        else
        {
            using var both = new WordBuffer($"{draft.Given.Topic} {text}");
            answer = classifier.Judge(both, probabilities);
        }
        var key = classifier.Model.Classes[answer.Class];
        return new Outcome.Kept(draft with
        {
            Category = recipes.CategoryOf(key),
            Subcategory = key,
            Confidence = answer.Confidence,
            CategoryReasons = DecidingWords.Of(classifier.Model, words, answer.Class),
        });
    }
}
