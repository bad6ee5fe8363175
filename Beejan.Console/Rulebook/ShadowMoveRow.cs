using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Rulebook;

/// <summary>How often a version in shadow said one thing where the live one said another, or the same.</summary>
public sealed class ShadowMoveRow
{
    /// <summary>The version in shadow.</summary>
    public long VersionId { get; set; }

    /// <summary>The number of the version that was live then; 0 for what ships.</summary>
    public int Beside { get; set; }

    /// <summary>The sub-category the live version gave.</summary>
    public string Live { get; set; } = "";

    /// <summary>The sub-category the shadow would have given.</summary>
    public string Shadow { get; set; } = "";
    public long Count { get; set; }

    /// <summary>The newest complaint of this cell.</summary>
    public long Sample { get; set; }
}

internal sealed class ShadowMoveMapping : IEntityTypeConfiguration<ShadowMoveRow>
{
    public void Configure(EntityTypeBuilder<ShadowMoveRow> builder)
    {
        builder.ToTable("shadow_moves");
        builder.HasKey(m => new { m.VersionId, m.Beside, m.Live, m.Shadow });
    }
}
