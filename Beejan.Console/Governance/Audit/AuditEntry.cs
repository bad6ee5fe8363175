using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Governance.Audit;

/// <summary>Who did what to what, when. Never changed, never deleted; each entry's hash covers the one before.</summary>
public sealed class AuditEntry
{
    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Id { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>The user's name, <c>key:…</c> for an API key, <c>system</c>.</summary>
    public string Actor { get; set; } = "";

    /// <summary>Stable word: <c>sign-in.ok</c>, <c>user.roles</c>, <c>key.created</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary>What it was done to: a user name, a key's prefix, a complaint's number. No customer's personal data.</summary>
    public string Subject { get; set; } = "";
    public string? Details { get; set; }

    /// <summary>The hash of the entry before; 64 zeros for the first.</summary>
    public string PreviousHash { get; set; } = "";

    /// <summary>SHA-256, lower-case hex.</summary>
    public string Hash { get; set; } = "";

    /// <summary>The hash this entry must have: over the previous hash and the row as a JSON array.</summary>
    public string ComputeHash() => Convert.ToHexStringLower(SHA256.HashData(
        JsonSerializer.SerializeToUtf8Bytes<object?[]>([PreviousHash, Id, At.ToUnixTimeMilliseconds(), Actor, Action, Subject, Details])));
}

internal sealed class AuditEntryMapping : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> entry)
    {
        entry.ToTable("audit_entries");
        entry.Property(e => e.Id).ValueGeneratedNever();
        entry.Property(e => e.Actor).HasMaxLength(256);
        entry.Property(e => e.Action).HasMaxLength(64);
        entry.Property(e => e.Subject).HasMaxLength(256);
        entry.Property(e => e.PreviousHash).HasMaxLength(64);
        entry.Property(e => e.Hash).HasMaxLength(64);
        entry.HasIndex(e => e.Actor);
        entry.HasIndex(e => e.Action);
    }
}
