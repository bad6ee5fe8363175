using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.RawZone.Replays;

/// <summary>One replay: what is judged again, which step it is at and how far. Rows stay as the record of what was done.</summary>
public sealed class ReplayRow
{
    public Guid Id { get; set; }
    public string? Source { get; set; }

    /// <summary>Received at or after.</summary>
    public DateTimeOffset? From { get; set; }

    /// <summary>Received before.</summary>
    public DateTimeOffset? To { get; set; }

    /// <summary>Only dead letters with this reason code.</summary>
    public string? Reason { get; set; }

    /// <summary>The id of a version of the rules that is only tried by it: such a replay ends with its dry run. Null: the rules in force.</summary>
    public long? Trial { get; set; }

    /// <summary>One of <see cref="ReplaySteps"/>.</summary>
    public string Step { get; set; } = ReplaySteps.DryRun;

    /// <summary>Of the step; one of <see cref="ReplayStates"/>.</summary>
    public string State { get; set; } = ReplayStates.Waiting;

    /// <summary>Records a second at most; 0 as fast as live work lets.</summary>
    public int Rate { get; set; }

    /// <summary>Records changed by the canary, at most.</summary>
    public int Canary { get; set; }
    public string AskedBy { get; set; } = "";
    public DateTimeOffset AskedAt { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Last sign of life while it runs.</summary>
    public DateTimeOffset? PulseAt { get; set; }

    /// <summary>Records in the scope when the step began.</summary>
    public long Total { get; set; }

    /// <summary>The highest raw id of the scope when the replay was asked for.</summary>
    public long Last { get; set; }

    /// <summary>The last raw id this step has judged; the step goes on behind it.</summary>
    public long Cursor { get; set; }

    /// <summary>What the dry run found; JSON of <see cref="ReplayFindings"/>.</summary>
    public string? Forecast { get; set; }

    /// <summary>What canary and replay have changed; JSON of <see cref="ReplayFindings"/>.</summary>
    public string? Applied { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>The run that the answers name.</summary>
    public Guid Run { get; set; }

    /// <summary>Its scope.</summary>
    public ReplayScope Scope => new(Source, From, To, Reason);
}

/// <summary>The steps of a replay, in order; each but the first is asked for by a person.</summary>
public static class ReplaySteps
{
    /// <summary>Judges all, writes nothing.</summary>
    public const string DryRun = "dry-run";

    /// <summary>Changes a few and checks them.</summary>
    public const string Canary = "canary";

    /// <summary>Changes all.</summary>
    public const string All = "all";
}

/// <summary>States of a step.</summary>
public static class ReplayStates
{
    public const string Waiting = "waiting";
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}

internal sealed class ReplayMapping : IEntityTypeConfiguration<ReplayRow>
{
    public void Configure(EntityTypeBuilder<ReplayRow> builder)
    {
        builder.ToTable("replays");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Ignore(r => r.Scope);
        builder.HasIndex(r => r.AskedAt);
    }
}
