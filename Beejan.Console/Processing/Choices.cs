using Beejan.Contracts;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;
using Beejan.RawZone;

namespace Beejan.Processing;

/// <summary>Turns a customer's word on our messages into the row that keeps it; a number that cannot be read keeps nothing.</summary>
internal sealed class Choices(Pseudonyms pseudonyms)
{
    public MessagingChoiceRow? Of(StoredRecord stored, MessagingChoice? choice) => choice is null || PhoneNumber.Read(choice.Phone) is not { } number ? null : new MessagingChoiceRow
    {
        CustomerId = pseudonyms.CustomerId("msisdn:" + number), Allowed = choice.Allowed, At = stored.ReceivedAt, RawId = stored.RawId,
    };
}
