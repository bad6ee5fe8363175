using Beejan.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.RawZone;

/// <summary>How far a pulled source was read; moved in the transaction that lands what was read.</summary>
public sealed class CheckpointRow
{
    public string Source { get; set; } = "";

    /// <summary>Opaque to all but its source.</summary>
    public string Value { get; set; } = "";
    public DateTimeOffset ReachedAt { get; set; }
}

/// <summary>Where a pulled source stands once a batch has landed.</summary>
public sealed record Reached(SourceId Source, Checkpoint Position);

internal sealed class CheckpointMapping : IEntityTypeConfiguration<CheckpointRow>
{
    public void Configure(EntityTypeBuilder<CheckpointRow> builder) => builder.ToTable("checkpoints").HasKey(c => c.Source);
}
