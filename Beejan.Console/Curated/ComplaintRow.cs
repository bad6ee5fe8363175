using Beejan.Contracts;
using Beejan.Governance.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated;

/// <summary>
/// A complaint as served. The pipeline writes the facts; people's decisions (the members under "case") survive every replay.
/// Text is masked; personal data stands only in <see cref="CustomerRow"/>.
/// </summary>
public sealed class ComplaintRow
{
    public long Id { get; set; }
    public long RawId { get; set; }
    public string Source { get; set; } = "";
    public string SourceKey { get; set; } = "";
    public string Channel { get; set; } = "";
    public DateTimeOffset ReportedAt { get; set; }

    /// <summary>Which four days it was reported in (<see cref="TimeBucket"/>); computed by the database.</summary>
    public long Bucket { get; private set; }
    public bool TimeKnown { get; set; }
    public DateTimeOffset ReceivedAt { get; set; }
    public long CustomerId { get; set; }
    public string Text { get; set; } = "";

    /// <summary>As the customer wrote it, masked; null when it equals <see cref="Text"/>.</summary>
    public string? Original { get; set; }
    public string Language { get; set; } = "";
    public float LanguageConfidence { get; set; }
    public string Category { get; set; } = "";
    public string Subcategory { get; set; } = "";
    public float Confidence { get; set; }

    /// <summary>Words that decided the category, strongest first, separated by line feeds.</summary>
    public string Reasons { get; set; } = "";

    /// <summary>-1 … 1.</summary>
    public float Sentiment { get; set; }

    /// <summary>1 … 4.</summary>
    public int Priority { get; set; }

    /// <summary>0 … 100.</summary>
    public float Score { get; set; }

    /// <summary>JSON array of <see cref="ScoreFactor"/>.</summary>
    public string ScoreFactors { get; set; } = "[]";
    public string? State { get; set; }
    public string? Lga { get; set; }
    public string? Product { get; set; }
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Tags such as <c>ESC-NCC</c>, separated by line feeds.</summary>
    public string Tags { get; set; } = "";

    /// <summary>JSON array of <see cref="Reason"/>: what a stage had to assume.</summary>
    public string Warnings { get; set; } = "[]";
    public long Fingerprint { get; set; }

    /// <summary>Who it may be on another channel (<see cref="Complaint.Named"/>).</summary>
    public long? Named { get; set; }

    /// <summary>How the words look from afar (<see cref="Complaint.Sketch"/>).</summary>
    public long? Sketch { get; set; }

    /// <summary>The words alone, 64 bits, to find copies by others; null but for posts and text messages.</summary>
    public long? Wording { get; set; }

    /// <summary>A post that shares another one as it was.</summary>
    public bool Share { get; set; }

    /// <summary>Posts set aside because they repeat this one (<see cref="EchoRow"/>).</summary>
    public int Echoes { get; set; }

    /// <summary>JSON array of <see cref="Attachment"/>, names masked. The bytes stand in the raw record.</summary>
    public string Attachments { get; set; } = "[]";

    /// <summary>The first complaint of its thread; null when it starts one.</summary>
    public long? ReplyTo { get; set; }
    public string PipelineVersion { get; set; } = "";

    // Case: people's decisions.

    /// <summary>One of <see cref="Statuses"/>.</summary>
    public string Status { get; set; } = Statuses.Acknowledged;

    /// <summary>Kept beside <see cref="Status"/> for the index of open work.</summary>
    public bool IsOpen { get; set; } = true;
    public string Team { get; set; } = "";

    /// <summary>User name, or null.</summary>
    public string? Assignee { get; set; }

    /// <summary>What a person settled: the pipeline no longer changes it.</summary>
    public CorrectedFacts Corrected { get; set; }
    public DateTimeOffset? FirstContactAt { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>A person put the case aside until then; its clock goes on. Once the time is past the case has woken.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }

    /// <summary>Last change by pipeline or person.</summary>
    public DateTimeOffset UpdatedAt { get; set; }

    /// <summary>
    /// Counts what a person acts upon: decisions, other words, and judgements that get a line in the history. The ETag of the API, and what an
    /// act must have seen.
    /// </summary>
    public int Version { get; set; } = 1;

    /// <summary>BJN-….</summary>
    public string Number => ComplaintNumber.Format(Id, ReceivedAt);
}

/// <summary>A customer: the only table with clear identities.</summary>
public sealed class CustomerRow
{
    /// <summary>Keyed hash of the strongest identity.</summary>
    public long Id { get; set; }

    [Personal]
    public string? Msisdn { get; set; }

    [Personal]
    public string? Name { get; set; }

    [Personal]
    public string? Email { get; set; }

    [Personal]
    public string? Handle { get; set; }

    /// <summary>The name people know the account by, where <see cref="Handle"/> is the network's own id.</summary>
    [Personal]
    public string? UserName { get; set; }

    [Personal]
    public string? Account { get; set; }
    public string? Tier { get; set; }
    public DateTimeOffset FirstSeenAt { get; set; }
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>Complaints of this customer, kept by delta.</summary>
    public int Complaints { get; set; }
}

/// <summary>
/// One cell of the hourly rollup: how many complaints reported in that hour have this value in this dimension and this category.
/// Summing one dimension over all its values counts each complaint once.
/// </summary>
public sealed class RollupRow
{
    /// <summary>Hours since 1970 (UTC) of the reported time.</summary>
    public long Hour { get; set; }

    /// <summary>A member of <see cref="Dimension"/> as its number.</summary>
    public int Dimension { get; set; }

    /// <summary>The value; empty for unknown.</summary>
    public string Value { get; set; } = "";
    public string Category { get; set; } = "";
    public long Count { get; set; }
    public double SentimentSum { get; set; }

    /// <summary>Of them P1 or P2.</summary>
    public long Urgent { get; set; }
}

/// <summary>What the rollup counts by. The numbers are stored.</summary>
public enum Dimension
{
    Subcategory = 1,
    State = 2,
    Channel = 3,
    Language = 4,

    /// <summary><c>negative</c> (below -0.25), <c>neutral</c>, <c>positive</c> (above 0.25).</summary>
    Band = 5,

    /// <summary><c>1</c> … <c>4</c>.</summary>
    Priority = 6,
}

internal sealed class ComplaintMapping : IEntityTypeConfiguration<ComplaintRow>
{
    public void Configure(EntityTypeBuilder<ComplaintRow> builder)
    {
        builder.ToTable("complaints");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Ignore(c => c.Number);
        builder.HasIndex(c => c.ReportedAt);
        builder.HasIndex(c => new { c.State, c.ReportedAt });
        builder.Property(c => c.Bucket).HasComputedColumnSql(TimeBucket.Of("reported_at"), stored: true);
        // Customers, names and words are as good as random. Behind the bucket a batch writes a few pages of their indexes instead of one a record.
        builder.HasIndex(c => new { c.Bucket, c.CustomerId, c.ReportedAt });
        builder.HasIndex(c => new { c.Bucket, c.Named, c.ReportedAt, c.Sketch }).HasFilter("named IS NOT NULL");
        builder.HasIndex(c => new { c.Bucket, c.Wording, c.ReportedAt }).HasFilter("wording IS NOT NULL");
        builder.HasIndex(c => new { c.Wording, c.ReportedAt }, "ix_complaints_shared").HasFilter("wording IS NOT NULL AND (share OR echoes > 0)");
        builder.HasIndex(c => c.SourceKey).HasFilter("channel = 'email'").HasDatabaseName("ix_complaints_threads");
        builder.HasIndex(c => c.ReplyTo).HasFilter("reply_to IS NOT NULL").HasDatabaseName("ix_complaints_replies");
        // In the order of the queue, and with all that its filters ask: they are counted and sorted without a look at the wide rows.
        builder.HasIndex(c => new { c.Priority, c.DueAt, c.Team, c.Assignee, c.Category, c.Subcategory, c.State, c.Channel, c.Language, c.Status, c.SnoozedUntil, c.Confidence, c.Corrected, c.Score, c.CustomerId })
            .HasFilter("is_open").HasDatabaseName("ix_complaints_open");
        builder.HasIndex(c => c.ResolvedAt).HasFilter("resolved_at IS NOT NULL");
        builder.HasIndex(c => c.UpdatedAt).HasFilter("corrected <> 0").HasDatabaseName("ix_complaints_corrected");
    }
}

internal sealed class CustomerMapping : IEntityTypeConfiguration<CustomerRow>
{
    public void Configure(EntityTypeBuilder<CustomerRow> builder)
    {
        builder.ToTable("customers");
        builder.Property(c => c.Id).ValueGeneratedNever();
    }
}

internal sealed class RollupMapping : IEntityTypeConfiguration<RollupRow>
{
    public void Configure(EntityTypeBuilder<RollupRow> builder)
    {
        builder.ToTable("rollups");
        builder.HasKey(r => new { r.Dimension, r.Hour, r.Value, r.Category });
    }
}
