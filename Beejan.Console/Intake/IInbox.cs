using Beejan.Contracts;
using Beejan.RawZone;

namespace Beejan.Intake;

/// <summary>The way in for requests: many at once share one write to disk.</summary>
public interface IInbox
{
    /// <summary>
    /// Lands the records of one request, all or none. Answers only when they are durable, or with the reason why nothing of them was
    /// kept: the inbox stayed full for two seconds (<c>intake.busy</c>) or there is an outage (<c>storage.unavailable</c>). Both pass.
    /// </summary>
    Task<Delivered> LandAsync(IReadOnlyList<RawRecord> records, CancellationToken ct);
}

/// <summary>What became of a request's records.</summary>
public abstract record Delivered
{
    private Delivered()
    {
    }

    /// <summary>On disk and in the ledger; a receipt per record, in order.</summary>
    public sealed record Durable(IReadOnlyList<Receipt> Receipts) : Delivered;

    /// <summary>Nothing was kept; send it again later.</summary>
    public sealed record Refused(Reason Reason) : Delivered;
}
