using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.RawZone;

/// <summary>One landed record in the ledger: where its bytes are and what became of it. The table is index and queue of the lake.</summary>
public sealed class LedgerRow
{
    public long RawId { get; set; }

    /// <summary>Raw id of the first record with this source and key.</summary>
    public long Root { get; set; }
    public string Source { get; set; } = "";
    public string Key { get; set; } = "";

    /// <summary>64 bits of source and key (<c>Landing.Identity</c>): the idempotency index, narrow on purpose.</summary>
    public long KeyHash { get; set; }

    /// <summary>SHA-256 of the payload.</summary>
    public byte[] Hash { get; set; } = [];
    public int SegmentId { get; set; }

    /// <summary>Of the envelope line in the uncompressed segment, bytes.</summary>
    public long Offset { get; set; }
    public int Length { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Waits for live records.</summary>
    public bool Bulk { get; set; }
    public Fate Fate { get; set; }
    public string? Stage { get; set; }
    public string? ReasonCode { get; set; }
    public string? ReasonMessage { get; set; }
    public string? ReasonField { get; set; }

    /// <summary>With <c>duplicate.*</c> reasons: the complaint it repeats.</summary>
    public long? DuplicateOf { get; set; }
    public Guid? Run { get; set; }
    public string? PipelineVersion { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }

    /// <summary>How often the same bytes arrived again under the same key.</summary>
    public int Repeats { get; set; }
    public DateTimeOffset? LastRepeatAt { get; set; }
}

/// <summary>An earlier answer, kept when a record was put back in flight.</summary>
public sealed class EarlierAnswerRow
{
    public long Id { get; set; }
    public long RawId { get; set; }
    public Fate Fate { get; set; }
    public string? Stage { get; set; }
    public string? ReasonCode { get; set; }
    public Guid? Run { get; set; }
    public string? PipelineVersion { get; set; }
    public DateTimeOffset? AnsweredAt { get; set; }
    public DateTimeOffset RequeuedAt { get; set; }
}

/// <summary>One file of the lake.</summary>
public sealed class SegmentRow
{
    public int Id { get; set; }

    /// <summary>Relative to <c>data/raw</c>, without the <c>.gz</c> of a compressed one.</summary>
    public string Path { get; set; } = "";

    /// <summary>The process that writes it.</summary>
    public string Node { get; set; } = "";
    public DateTimeOffset OpenedAt { get; set; }

    /// <summary>Null while open.</summary>
    public DateTimeOffset? SealedAt { get; set; }
    public bool Compressed { get; set; }

    /// <summary>Uncompressed; 0 while open.</summary>
    public long Bytes { get; set; }
    public long Records { get; set; }

    /// <summary>Of the uncompressed file, lower-case hex.</summary>
    public string? Sha256 { get; set; }

    /// <summary>SHA-256 over the chain before, this path and this hash, lower-case hex.</summary>
    public string? Chain { get; set; }

    /// <summary>Bytes of torn lines set aside when it was healed.</summary>
    public long TornBytes { get; set; }

    /// <summary>Acknowledged records whose bytes were damaged or gone when it was healed.</summary>
    public long LostRecords { get; set; }
}

/// <summary>Running counts of one source, moved by delta with every landing and answer; <c>verify</c> counts them again.</summary>
public sealed class TallyRow
{
    public string Source { get; set; } = "";
    public long Landed { get; set; }
    public long Repeats { get; set; }
    public long Curated { get; set; }
    public long Dropped { get; set; }
    public long Rejected { get; set; }
    public DateTimeOffset LastReceivedAt { get; set; }
}

/// <summary>Hands out blocks of raw ids. A block once taken is never handed out again, so a crash leaves gaps and never doubles.</summary>
public sealed class RawIdRow
{
    public int Id { get; set; }
    public long Next { get; set; }
}

internal sealed class LedgerMapping :
    IEntityTypeConfiguration<LedgerRow>, IEntityTypeConfiguration<EarlierAnswerRow>, IEntityTypeConfiguration<SegmentRow>,
    IEntityTypeConfiguration<TallyRow>, IEntityTypeConfiguration<RawIdRow>
{
    public void Configure(EntityTypeBuilder<LedgerRow> builder)
    {
        builder.ToTable("ledger").HasKey(r => r.RawId);
        builder.Property(r => r.RawId).ValueGeneratedNever();
        builder.Property(r => r.Fate).HasConversion<int>();
        builder.HasIndex(r => r.KeyHash);
        builder.HasIndex(r => new { r.Bulk, r.RawId }).HasFilter("fate = 0").HasDatabaseName("ix_ledger_queue");
        builder.HasIndex(r => r.DuplicateOf).HasFilter("duplicate_of IS NOT NULL").HasDatabaseName("ix_ledger_duplicates");
        builder.HasIndex(r => new { r.Fate, r.ReasonCode, r.RawId }).HasFilter("fate >= 2").HasDatabaseName("ix_ledger_set_aside");
    }

    public void Configure(EntityTypeBuilder<EarlierAnswerRow> builder)
    {
        builder.ToTable("earlier_answers").HasIndex(r => r.RawId);
        builder.Property(r => r.Fate).HasConversion<int>();
    }

    public void Configure(EntityTypeBuilder<SegmentRow> builder) => builder.ToTable("segments").HasIndex(r => r.Path).IsUnique();

    public void Configure(EntityTypeBuilder<TallyRow> builder) => builder.ToTable("tallies").HasKey(r => r.Source);

    public void Configure(EntityTypeBuilder<RawIdRow> builder)
    {
        builder.ToTable("raw_ids").Property(r => r.Id).ValueGeneratedNever();
        builder.HasData(new RawIdRow { Id = 1, Next = 1 });
    }
}
