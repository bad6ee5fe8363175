using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Intake.Watch;

/// <summary>What people decided about one source, and the fields it is known to send.</summary>
public sealed class SourceControlRow
{
    public string Source { get; set; } = "";

    /// <summary>Nothing of it is taken; its senders are told to come back.</summary>
    public bool Paused { get; set; }

    /// <summary>User name.</summary>
    public string? PausedBy { get; set; }
    public DateTimeOffset? PausedAt { get; set; }
    public string? PausedFor { get; set; }

    /// <summary>A name of <see cref="DriftMode"/> when a person chose another than the configured one.</summary>
    public string? Drift { get; set; }

    /// <summary>JSON: the accepted fields with their types; null before the first record.</summary>
    public string? Accepted { get; set; }

    /// <summary>JSON: fields seen that were not accepted yet; null when there are none.</summary>
    public string? Pending { get; set; }
}

internal sealed class SourceControlMapping : IEntityTypeConfiguration<SourceControlRow>
{
    public void Configure(EntityTypeBuilder<SourceControlRow> builder) => builder.ToTable("source_controls").HasKey(s => s.Source);
}
