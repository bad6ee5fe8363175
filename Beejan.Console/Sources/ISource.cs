using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>
/// One kind of delivery. <see cref="SplitAsync"/> cuts what arrived into records, cheaply and without judging it;
/// <see cref="Parse"/> reads one record and is pure, so that replay needs no source.
/// </summary>
public interface ISource
{
    SourceId Id { get; }

    /// <summary>For people.</summary>
    string Title { get; }

    /// <summary>
    /// Cuts a delivery (a file, a request body) into records, in order, in constant memory. Each byte that is not a separator ends
    /// up in exactly one record: what cannot be cut further, such as the garbage after an unclosed quote, is a record too and fails in
    /// <see cref="Parse"/> with a reason. An empty delivery yields one record with an empty payload when it is a file's whole content.
    /// </summary>
    IAsyncEnumerable<RawRecord> SplitAsync(Delivery delivery, CancellationToken ct);

    /// <summary>Reads one record. Never throws on bad data and never looks anything up.</summary>
    Parsed Parse(long rawId, long root, RawRecord raw);
}

/// <summary>What arrived, before it is cut.</summary>
/// <param name="Name">File name or route, for lineage.</param>
/// <param name="ContentType">Declared media type, without parameters; null when unknown. The bytes decide when they disagree.</param>
/// <param name="Content">Read once, forward; not disposed by the source.</param>
/// <param name="ReceivedAt">UTC.</param>
/// <param name="Key">The delivery's own identifier (an idempotency key), used when a single record carries none.</param>
public sealed record Delivery(string Name, string? ContentType, Stream Content, DateTimeOffset ReceivedAt, string? Key = null);

/// <summary>What parsing made of a record.</summary>
public abstract record Parsed
{
    private Parsed()
    {
    }

    public sealed record Ok(ComplaintDraft Draft) : Parsed;

    /// <summary>Terminal: the record is dead-lettered with this reason.</summary>
    public sealed record Unreadable(Reason Reason) : Parsed;

    /// <summary>Read well, and on purpose not a complaint (a delivery report, a compliance event): counted by code and dropped.</summary>
    /// <param name="Choice">What the customer decided by it about our messages; null for everything else.</param>
    public sealed record Ignored(Reason Reason, MessagingChoice? Choice = null) : Parsed;

    /// <summary>The author took the item with this key back; what is known of it is found among its earlier versions.</summary>
    public sealed record Withdrawn(Reason Reason) : Parsed;
}
