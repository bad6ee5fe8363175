using Beejan.Contracts;
using Beejan.Processing.Rules;
using Beejan.Processing.Rules.Personal;

namespace Beejan.Processing.Stages;

/// <summary>Brings the subscriber's number into one form. An unreadable one is left out with a warning that does not repeat it.</summary>
internal sealed class PhoneStage : RecordStage
{
    /// <summary>Shorter ones lack their area, or their subscriber.</summary>
    private const int ShortestWhole = 9;

    public override string Name => "phone";

    public override Outcome Apply(ComplaintDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Given.Phone))
        {
            return new Outcome.Kept(draft);
        }
        return (PhoneNumber.Read(draft.Given.Phone) ?? Within(draft.Given.Phone)) is { } msisdn
            ? new Outcome.Kept(draft with { Msisdn = msisdn })
            : new Outcome.Kept(draft.Warn("phone.unreadable", "The subscriber's number could not be read and was left out.", "phone"));
    }

    // "08031234567 (WhatsApp)", "0803 123 4567 / 0805 123 4567", "O8O31234567", digits of another script: the first number in it.
    private static string? Within(string field) =>
        Masker.Mask(CleanText.Clean(field), null).Pieces.FirstOrDefault(p => p.Kind == PersonalKind.Phone).Value is { Length: > ShortestWhole } number ? number : null;
}
