using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Tells which of the five languages a complaint is written in.</summary>
internal sealed class LanguageStage(LanguageRules rules) : RecordStage
{
    public override string Name => "language";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var (language, confidence) = rules.Judge(draft.Text ?? "");
        return new Outcome.Kept(draft with { Language = language, LanguageConfidence = confidence });
    }
}
