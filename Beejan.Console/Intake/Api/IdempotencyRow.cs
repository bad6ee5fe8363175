using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Intake.Api;

/// <summary>An answer kept for its <c>Idempotency-Key</c>, so that the same request again gets the same answer.</summary>
public sealed class IdempotencyRow
{
    /// <summary>SHA-256 of caller, route and key, lower-case hex: two callers' keys never meet, and no key is stored.</summary>
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the request's body, lower-case hex.</summary>
    public string BodyHash { get; set; } = "";
    public int Status { get; set; }
    public string ContentType { get; set; } = "";
    public byte[] Answer { get; set; } = [];
    public DateTimeOffset AnsweredAt { get; set; }
}

internal sealed class IdempotencyMapping : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(r => r.Id);
        builder.HasIndex(r => r.AnsweredAt);
    }
}
