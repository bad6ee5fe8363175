using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Brings the subscriber's number into one form. An unreadable one is left out with a warning that does not repeat it.</summary>
internal sealed class PhoneStage : RecordStage
{
    public override string Name => "phone";

    public override Outcome Apply(ComplaintDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Given.Phone))
        {
            return new Outcome.Kept(draft);
        }
        return PhoneNumber.Read(draft.Given.Phone) is { } msisdn
            ? new Outcome.Kept(draft with { Msisdn = msisdn })
            : new Outcome.Kept(draft.Warn("phone.unreadable", "The subscriber's number could not be read and was left out.", "phone"));
    }
}
