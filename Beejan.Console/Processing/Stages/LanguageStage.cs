using Beejan.Contracts;
using Beejan.Processing.Learning;

namespace Beejan.Processing.Stages;

/// <summary>Tells which of the five languages a complaint is written in, or that it mixes them; <c>und</c> when there is no word to tell by.</summary>
internal sealed class LanguageStage(ShippedModels models) : RecordStage
{
    private readonly Lazy<Classifier> _classifier = new(() => models[LearningTask.Language]);

    public override string Name => "language";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.MaskedText ?? draft.Text ?? "";
        using var words = new WordBuffer(text);
        if (!words.HasLetters)
        {
            return new Outcome.Kept(draft with { Language = "und", LanguageConfidence = 0 });
        }
        var classifier = _classifier.Value;
        Span<float> probabilities = stackalloc float[classifier.Model.Classes.Count];
        var answer = classifier.Judge(words, probabilities);
        return new Outcome.Kept(draft with { Language = classifier.Groups[answer.Group], LanguageConfidence = answer.Confidence });
    }
}
