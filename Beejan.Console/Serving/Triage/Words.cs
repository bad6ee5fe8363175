using System.Globalization;
using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Triage;

/// <summary>What happened, in people's words.</summary>
internal static class Words
{
    public static string Count(int n, string one = "complaint", string many = "complaints") =>
        string.Create(CultureInfo.InvariantCulture, $"{n:N0} {(n == 1 ? one : many)}");

    public static string Of(CaseChange change) => change switch
    {
        { Action: "claim" } => "Claimed",
        { Status: { } status } => $"Set to {StatusBadge.Words(status).Text.ToLowerInvariant()}",
        { Assignee: "" } => "Unassigned",
        { Assignee: { } who } => $"Assigned to {who}",
        { Team: { } team } => $"Moved to {team}",
        { Subcategory: { } key } => $"Corrected to {key}",
        { Note: not null } => "Noted",
        _ => "Changed",
    };

    public static string Of(CaseOutcome.Moved moved, DateTimeOffset now) =>
        $"{moved.By ?? "The pipeline"} changed {moved.Current.Number} {LagosClock.Relative(moved.At, now)}; it is now {StatusBadge.Words(moved.Current.Status).Text.ToLowerInvariant()}"
        + (moved.Current.Assignee is { } who ? $" with {who}" : "") + ". Yours was not applied: look and try again.";

    /// <summary>How long ago, short enough for a column.</summary>
    public static string Age(ComplaintRow row, DateTimeOffset now)
    {
        var age = now - row.ReportedAt;
        return age.TotalMinutes < 1 ? "now" : age.TotalHours < 1 ? Text($"{age.TotalMinutes:0} m") : age.TotalDays < 2 ? Text($"{Math.Floor(age.TotalHours)} h") : Text($"{Math.Floor(age.TotalDays)} d");
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
