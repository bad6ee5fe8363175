using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.RawZone.Reading;

/// <summary>Whose work the dead letters with a reason are, as a person has said.</summary>
public sealed class ReasonOwnerRow
{
    /// <summary>The reason code.</summary>
    public string Code { get; set; } = "";

    /// <summary>A user or a team, in people's words.</summary>
    public string Owner { get; set; } = "";
    public string SetBy { get; set; } = "";
    public DateTimeOffset SetAt { get; set; }
}

internal sealed class ReasonOwnerMapping : IEntityTypeConfiguration<ReasonOwnerRow>
{
    public void Configure(EntityTypeBuilder<ReasonOwnerRow> builder) => builder.ToTable("reason_owners").HasKey(r => r.Code);
}
