using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Masks personal data in the cleaned text and in what was given. What is stored and shown comes from here only.</summary>
internal sealed class MaskStage : RecordStage
{
    public override string Name => "mask";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.Text ?? "";
        var masked = Masker.Mask(text, draft.Given.Name, out var found);
        string? original = null;
        if ((draft.Given.Whole ?? draft.Given.Text) is { } given && !ReferenceEquals(given, text) && given != text)
        {
            original = Masker.Mask(given, draft.Given.Name, out var foundInOriginal);
            // Broken encoding can hide from the scanner what a reader still sees: then only the repaired text is kept.
            original = original == masked || foundInOriginal < found ? null : original;
        }
        return new Outcome.Kept(draft with
        {
            MaskedText = masked,
            MaskedOriginal = original,
            Attachments = draft.Attachments.Count == 0 ? draft.Attachments
                : [.. draft.Attachments.Select(a => a with { Name = Masker.Mask(a.Name, draft.Given.Name, out _) })],
        });
    }
}
