using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated;

/// <summary>A message that a complaint answers and that has not come: replies overtake what they reply to.</summary>
public sealed class AwaitedMailRow
{
    /// <summary>64 bits of the SHA-256 of its Message-ID.</summary>
    public long Message { get; set; }

    /// <summary>Whose reply waits for it.</summary>
    public long ComplaintId { get; set; }
}

internal sealed class AwaitedMailMapping : IEntityTypeConfiguration<AwaitedMailRow>
{
    public void Configure(EntityTypeBuilder<AwaitedMailRow> builder) => builder.ToTable("awaited_mail").HasKey(a => new { a.Message, a.ComplaintId });
}
