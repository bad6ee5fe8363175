using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Serving;

/// <summary>One run of a report: its question, how far it is and what came of it. Rows stay when their file has expired.</summary>
public sealed class ReportRunRow
{
    public Guid Id { get; set; }
    public string Slug { get; set; } = "";
    public DateTimeOffset From { get; set; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset To { get; set; }

    /// <summary>The rest of the filter in the grammar of page URLs.</summary>
    public string Filter { get; set; } = "";
    public string RequestedBy { get; set; } = "";

    /// <summary>One of <see cref="ReportRunStates"/>.</summary>
    public string State { get; set; } = ReportRunStates.Queued;

    /// <summary>0…1.</summary>
    public double Progress { get; set; }
    public long Rows { get; set; }
    public int Sheets { get; set; }
    public long Bytes { get; set; }

    /// <summary>Of the file, lower-case hex.</summary>
    public string? Sha256 { get; set; }

    /// <summary>In <c>exports/</c> of the data directory; null before it is done and after it expired.</summary>
    public string? FileName { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>Times it was begun: more than one after an interruption.</summary>
    public int Attempts { get; set; }
    public DateTimeOffset RequestedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>Last sign of life while it is built.</summary>
    public DateTimeOffset? PulseAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>States of a run.</summary>
public static class ReportRunStates
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>Nothing more will happen to it.</summary>
    public static bool IsFinal(string state) => state is Done or Failed or Cancelled;
}

internal sealed class ReportRunMapping : IEntityTypeConfiguration<ReportRunRow>
{
    public void Configure(EntityTypeBuilder<ReportRunRow> builder)
    {
        builder.ToTable("report_runs");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => new { r.State, r.RequestedAt });
        builder.HasIndex(r => r.RequestedAt);
        builder.HasIndex(r => r.FinishedAt);
    }
}
