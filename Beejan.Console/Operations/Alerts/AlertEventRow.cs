using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Beejan.Operations.Alerts;

/// <summary>
/// One thing that happened to an alert. Identifiers grow in the order of the commits (<see cref="AlertJournal"/>), so whoever has seen one has
/// seen all before it.
/// </summary>
public sealed class AlertEventRow
{
    public long Id { get; set; }

    /// <summary>The alert (<see cref="AlertRow.Id"/>).</summary>
    public long AlertId { get; set; }

    /// <summary>One of <see cref="AlertEvents"/>.</summary>
    public string Kind { get; set; } = "";

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The alert as it was then, in JSON as the API shows it.</summary>
    public string Alert { get; set; } = "";
}

/// <summary>The events of an alert, as stored and as the stream names them.</summary>
public static class AlertEvents
{
    public const string Raised = "raised";

    /// <summary>A warning has become an error.</summary>
    public const string Worse = "worse";

    /// <summary>Somebody looks after it.</summary>
    public const string Taken = "taken";
    public const string Over = "over";
}

internal sealed class AlertEventMapping : IEntityTypeConfiguration<AlertEventRow>
{
    public void Configure(EntityTypeBuilder<AlertEventRow> builder)
    {
        builder.ToTable("alert_events");
        builder.HasIndex(e => new { e.AlertId, e.Id });
        builder.HasIndex(e => e.At);
    }
}
