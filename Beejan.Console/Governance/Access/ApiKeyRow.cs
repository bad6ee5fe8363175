using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Governance.Access;

/// <summary>An API key as it is kept: its hash only. 256 random bits need no salt and no slow hash.</summary>
internal sealed class ApiKeyRow
{
    public long Id { get; set; }
    public string Name { get; set; } = "";

    /// <summary>The first characters, to tell keys apart: <c>bjn_Ab3dE6</c>.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>SHA-256 of the key, lower-case hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>Scopes parted by spaces.</summary>
    public string Scopes { get; set; } = "";
    public string CreatedBy { get; set; } = "";
    public DateTimeOffset CreatedAt { get; set; }
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>Written every half minute, not per request.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }
    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiKeyMapping : IEntityTypeConfiguration<ApiKeyRow>
{
    public void Configure(EntityTypeBuilder<ApiKeyRow> key)
    {
        key.ToTable("api_keys");
        key.Property(k => k.Name).HasMaxLength(100);
        key.Property(k => k.Prefix).HasMaxLength(16);
        key.Property(k => k.Hash).HasMaxLength(64);
        key.Property(k => k.Scopes).HasMaxLength(100);
        key.Property(k => k.CreatedBy).HasMaxLength(256);
        key.HasIndex(k => k.Hash).IsUnique();
    }
}
