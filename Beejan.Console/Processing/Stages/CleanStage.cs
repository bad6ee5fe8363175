using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Repairs and normalises the text. A record without text says nothing and is rejected.</summary>
internal sealed class CleanStage : RecordStage
{
    public override string Name => "clean";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = CleanText.Clean(draft.Given.Text ?? "");
        return text.Length == 0
            ? new Outcome.Rejected(new Reason("text.missing", "The record has no complaint text. Fill in the text column and send it again.", "text"))
            : new Outcome.Kept(draft with { Text = text });
    }
}
