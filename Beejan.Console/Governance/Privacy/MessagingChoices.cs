using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Governance.Privacy;

/// <summary>Who asked us to send no more messages. Whatever texts customers asks here first.</summary>
public interface IMessagingChoices
{
    /// <summary>
    /// Records choices in the caller's transaction. Of two choices of one customer the later one stands, whatever order they are
    /// written in, so a replay changes nothing.
    /// </summary>
    void Write(BeejanDbContext db, IReadOnlyList<MessagingChoiceRow> choices);

    /// <summary>What the customer chose last; null when they never chose.</summary>
    Task<MessagingChoiceRow?> FindAsync(long customerId, CancellationToken ct);
}

/// <summary>A customer's last word on messages from us. Holds no number: the id is a keyed hash (<see cref="Pseudonyms"/>).</summary>
public sealed class MessagingChoiceRow
{
    public long CustomerId { get; set; }

    /// <summary>False: send no more.</summary>
    public bool Allowed { get; set; }

    /// <summary>When the message that says so landed (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The message that says so.</summary>
    public long RawId { get; set; }
}

internal sealed class MessagingChoices(IDatabase database) : IMessagingChoices
{
    public void Write(BeejanDbContext db, IReadOnlyList<MessagingChoiceRow> choices)
    {
        if (choices.Count == 0)
        {
            return;
        }
        using var keep = db.PrepareStatement(
            """
            INSERT INTO messaging_choices (customer_id, allowed, at, raw_id) VALUES (@customer, @allowed, @at, @raw)
            ON CONFLICT (customer_id) DO UPDATE SET allowed = excluded.allowed, at = excluded.at, raw_id = excluded.raw_id
            WHERE messaging_choices.raw_id <= excluded.raw_id
            """, "customer", "allowed", "at", "raw");
        foreach (var choice in choices)
        {
            keep.Run(choice.CustomerId, choice.Allowed, choice.At.ToUnixTimeMilliseconds(), choice.RawId);
        }
    }

    public Task<MessagingChoiceRow?> FindAsync(long customerId, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<MessagingChoiceRow>().FirstOrDefaultAsync(c => c.CustomerId == customerId, stop), ct);
}

internal sealed class MessagingChoiceMapping : IEntityTypeConfiguration<MessagingChoiceRow>
{
    public void Configure(EntityTypeBuilder<MessagingChoiceRow> builder)
    {
        builder.ToTable("messaging_choices").HasKey(c => c.CustomerId);
        builder.Property(c => c.CustomerId).ValueGeneratedNever();
    }
}
