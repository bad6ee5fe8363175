using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated;

/// <summary>A post that says what an earlier complaint already says: a retweet, or a copy of it by somebody else. Counted, not worked twice.</summary>
public sealed class EchoRow
{
    /// <summary>The id it would have as a complaint, kept over all its versions.</summary>
    public long Id { get; set; }

    /// <summary>The version that was set aside last.</summary>
    public long RawId { get; set; }
    public long ComplaintId { get; set; }

    /// <summary>When it was posted.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>True: shared as it was; false: written again by another account.</summary>
    public bool Share { get; set; }
}

internal sealed class EchoMapping : IEntityTypeConfiguration<EchoRow>
{
    public void Configure(EntityTypeBuilder<EchoRow> builder)
    {
        builder.ToTable("echoes").HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.HasIndex(e => new { e.ComplaintId, e.At });
    }
}
