using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Governance.Idempotency;

/// <summary>An answer kept for its <c>Idempotency-Key</c>, so that the same request again gets the same answer.</summary>
public sealed class IdempotentAnswerRow
{
    /// <summary>SHA-256 of caller, route and key, lower-case hex: two callers' keys never meet, and no key is stored.</summary>
    public string Id { get; set; } = "";

    /// <summary>SHA-256 of the request's body, lower-case hex.</summary>
    public string BodyHash { get; set; } = "";
    public int Status { get; set; }
    public string ContentType { get; set; } = "";

    /// <summary>Headers that belong to the answer, a line each: <c>ETag</c>, <c>Location</c>.</summary>
    public string Headers { get; set; } = "";
    public byte[] Answer { get; set; } = [];
    public DateTimeOffset AnsweredAt { get; set; }
}

internal sealed class IdempotentAnswerMapping : IEntityTypeConfiguration<IdempotentAnswerRow>
{
    public void Configure(EntityTypeBuilder<IdempotentAnswerRow> builder)
    {
        builder.ToTable("idempotency_keys").HasKey(r => r.Id);
        builder.HasIndex(r => r.AnsweredAt);
    }
}
