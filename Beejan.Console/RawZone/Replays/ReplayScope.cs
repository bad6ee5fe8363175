
namespace Beejan.RawZone.Replays;

/// <summary>Which records are judged again. Records in flight are never among them: they are about to be judged anyway.</summary>
/// <param name="Source">Only this source; null for all.</param>
/// <param name="From">Received at or after (UTC); null from the beginning.</param>
/// <param name="To">Received before (UTC); null to the end.</param>
/// <param name="Reason">Only dead letters with this reason code; null for whatever answer.</param>
public sealed record ReplayScope(string? Source, DateTimeOffset? From, DateTimeOffset? To, string? Reason)
{
    internal IQueryable<LedgerRow> In(IQueryable<LedgerRow> ledger)
    {
        ledger = Reason is null ? ledger.Where(r => r.Fate != Fate.InFlight) : ledger.Where(r => r.Fate == Fate.Rejected && r.ReasonCode == Reason);
        ledger = Source is null ? ledger : ledger.Where(r => r.Source == Source);
        ledger = From is { } from ? ledger.Where(r => r.ReceivedAt >= from) : ledger;
        return To is { } to ? ledger.Where(r => r.ReceivedAt < to) : ledger;
    }
}

/// <summary>A record with the answer it has.</summary>
public sealed record AnsweredRecord(StoredRecord Stored, Fate Fate, string? Stage, string? Code, string? Message, long? DuplicateOf)
{
    /// <summary>Whether judging it again came to what it was answered before.</summary>
    public bool IsAnswered(Answer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return Fate == answer.Fate && Stage == answer.Stage && Code == answer.Reason?.Code && Message == answer.Reason?.Message && DuplicateOf == answer.DuplicateOf;
    }
}
