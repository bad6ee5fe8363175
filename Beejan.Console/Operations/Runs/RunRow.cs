using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Operations.Runs;

/// <summary>One run of one work. Counts are records; Read = Written + Dropped + Rejected.</summary>
public sealed class RunRow
{
    public Guid Id { get; set; }
    public string Work { get; set; } = "";

    /// <summary>One of <see cref="RunStates"/>.</summary>
    public string State { get; set; } = RunStates.Running;

    /// <summary>The process that runs it, so that the next start can tell an interrupted run.</summary>
    public string Node { get; set; } = "";
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>How often the work was woken in this run: one run of a work that listens lasts until it has been quiet for a while.</summary>
    public int Rounds { get; set; } = 1;
    public long Read { get; set; }
    public long Written { get; set; }
    public long Dropped { get; set; }
    public long Rejected { get; set; }

    /// <summary>More than a fifth and more than a hundred of its records were rejected: it is probably us, not the data.</summary>
    public bool Suspect { get; set; }

    /// <summary>Why it failed, in plain words; null otherwise.</summary>
    public string? Error { get; set; }

    /// <summary>The measure behind <see cref="Suspect"/>.</summary>
    public static bool IsSuspect(long read, long rejected) => rejected > 100 && rejected * 5 > read;
}

/// <summary>The states of a run.</summary>
public static class RunStates
{
    public const string Running = "running";
    public const string Success = "success";

    /// <summary>Done, but some records were rejected.</summary>
    public const string Partial = "partial";
    public const string Failed = "failed";

    /// <summary>Stopped by a person, a shutdown or a crash.</summary>
    public const string Cancelled = "cancelled";

    public static IReadOnlyList<string> All { get; } = [Running, Success, Partial, Failed, Cancelled];
}

internal sealed class RunMapping : IEntityTypeConfiguration<RunRow>
{
    public void Configure(EntityTypeBuilder<RunRow> builder)
    {
        builder.ToTable("runs");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.HasIndex(r => r.StartedAt);
        builder.HasIndex(r => new { r.Work, r.StartedAt });
    }
}
