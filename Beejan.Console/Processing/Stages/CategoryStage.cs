using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Chooses category and sub-category by the taxonomy's cue words, with the words as reasons.</summary>
internal sealed class CategoryStage(CategoryRules rules) : RecordStage
{
    public override string Name => "category";

    public override Outcome Apply(ComplaintDraft draft)
    {
        // Not the masked text: its tokens ([NIN], [CARD]) are words of ours. The reasons are our cues, so they quote nothing personal.
        var guess = rules.Judge(draft.Text ?? "", draft.GivenTopic);
        var entry = rules.Entries[guess.Subcategory];
        return new Outcome.Kept(draft with
        {
            Category = entry.Category,
            Subcategory = entry.Key,
            Confidence = guess.Confidence,
            CategoryReasons = guess.Reasons,
        });
    }
}
