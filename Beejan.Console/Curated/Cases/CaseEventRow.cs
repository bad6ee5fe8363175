using Beejan.Governance.Privacy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Curated.Cases;

/// <summary>One thing that was done to a case: one row a changed field, or one row for a note. Never changed, never deleted with the case alive.</summary>
public sealed class CaseEventRow
{
    public long Id { get; set; }
    public long ComplaintId { get; set; }
    public DateTimeOffset At { get; set; }

    /// <summary>User name, API key name, or the work that did it.</summary>
    public string Actor { get; set; } = "";

    /// <summary><c>claim</c>, <c>change</c>, <c>bulk</c>, <c>note</c>, <c>undo</c>, <c>settle</c>, <c>judge</c> (the pipeline, again), <c>merge</c>, <c>separate</c>, <c>unmask</c>, <c>mask</c>.</summary>
    public string Action { get; set; } = "";

    /// <summary><c>status</c>, <c>team</c>, <c>assignee</c>, <c>category</c>, <c>subcategory</c>, <c>language</c>, <c>sentiment</c> (its band), <c>priority</c>, <c>snooze</c> (a time); what a merge did (<c>into</c>, <c>takes in</c>, <c>from</c>, <c>lets go</c>); the kind of a masked piece; empty for a note.</summary>
    public string Field { get; set; } = "";

    /// <summary>The same as <see cref="After"/> where a person confirmed what stands.</summary>
    public string? Before { get; set; }
    public string? After { get; set; }

    [Personal]
    public string? Note { get; set; }
}

internal sealed class CaseEventMapping : IEntityTypeConfiguration<CaseEventRow>
{
    public void Configure(EntityTypeBuilder<CaseEventRow> builder)
    {
        builder.ToTable("case_events");
        builder.HasIndex(e => new { e.ComplaintId, e.Id });
    }
}
