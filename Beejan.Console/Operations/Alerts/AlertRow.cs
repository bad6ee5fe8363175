using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Operations.Alerts;

/// <summary>One time that something was not as it should be: from when it was first seen until it has been well again for a while.</summary>
public sealed class AlertRow
{
    public long Id { get; set; }

    /// <summary>What it is about, stable over time: <c>quality/sms/rejected</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary>One line for people.</summary>
    public string Title { get; set; } = "";

    /// <summary>What was measured, and what to do.</summary>
    public string Detail { get; set; } = "";

    /// <summary><c>degraded</c> or <c>down</c>; the worst it has been.</summary>
    public string Severity { get; set; } = "";

    /// <summary>The page to look at.</summary>
    public string Link { get; set; } = "";

    /// <summary>One of <see cref="AlertStates"/>.</summary>
    public string State { get; set; } = AlertStates.Waiting;

    /// <summary>When it was first seen (UTC).</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When it was raised; null while it waits to be sure.</summary>
    public DateTimeOffset? OpenedAt { get; set; }

    /// <summary>Since when it has been well; null while it is not.</summary>
    public DateTimeOffset? CalmSince { get; set; }
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>Who looks after it; null while nobody said so.</summary>
    public string? TakenBy { get; set; }
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>It was told by e-mail that it was raised.</summary>
    public bool ToldOpen { get; set; }

    /// <summary>It was told by e-mail that it is over.</summary>
    public bool ToldOver { get; set; }

    /// <summary>Until then one instance is at telling it, and no other does; null while none is.</summary>
    public DateTimeOffset? TellingUntil { get; set; }
}

/// <summary>The states of an alert, as stored and in the API.</summary>
public static class AlertStates
{
    /// <summary>Seen, not yet told: it may pass by itself.</summary>
    public const string Waiting = "waiting";
    public const string Open = "open";
    public const string Resolved = "resolved";
}

internal sealed class AlertMapping : IEntityTypeConfiguration<AlertRow>
{
    public void Configure(EntityTypeBuilder<AlertRow> builder)
    {
        builder.ToTable("alerts");
        // One story a key at a time.
        builder.HasIndex(a => a.Key).IsUnique().HasFilter("resolved_at IS NULL").HasDatabaseName("ix_alerts_going_on");
        builder.HasIndex(a => a.OpenedAt);
    }
}
