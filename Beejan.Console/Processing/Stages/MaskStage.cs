using Beejan.Contracts;
using Beejan.Processing.Rules.Personal;

namespace Beejan.Processing.Stages;

/// <summary>Masks personal data in the cleaned text and in what was given. What is stored and shown comes from here only.</summary>
internal sealed class MaskStage(Tokens? tokens, MaskTally? tally) : RecordStage
{
    public override string Name => "mask";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var text = draft.Text ?? "";
        var masked = Masker.Mask(text, draft.Given.Name, tokens, draft.NotPersonal);
        tally?.Count(text, masked.Pieces);
        string? original = null;
        if ((draft.Given.Whole ?? draft.Given.Text) is { } given && !ReferenceEquals(given, text) && given != text)
        {
            var whole = Masker.Mask(given, draft.Given.Name, tokens, draft.NotPersonal);
            // Broken encoding can hide from the scanner what a reader still sees: then only the repaired text is kept.
            original = whole.Text == masked.Text || !HoldsAll(whole.Pieces, masked.Pieces) ? null : whole.Text;
        }
        return new Outcome.Kept(draft with
        {
            MaskedText = masked.Text,
            MaskedOriginal = original,
            // A column that was taken for the product may hold anything; what is too short for a number is one.
            Product = draft.Given.Product is { Length: > 9 } product ? Masker.Mask(product, draft.Given.Name, tokens).Text : draft.Given.Product,
            Attachments = draft.Attachments.Count == 0 ? draft.Attachments
                : [.. draft.Attachments.Select(a => a with { Name = Masker.Mask(a.Name, draft.Given.Name, tokens).Text })],
        });
    }

    // Every piece of the cleaned text was found in the given one too, as often.
    private static bool HoldsAll(IReadOnlyList<Piece> given, IReadOnlyList<Piece> cleaned)
    {
        if (cleaned.Count == 0)
        {
            return true;
        }
        var left = given.Select(p => (p.Kind, p.Value)).ToList();
        return cleaned.All(p => left.Remove((p.Kind, p.Value)));
    }
}
