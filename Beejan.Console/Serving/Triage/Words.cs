using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Triage;

/// <summary>What happened, in people's words.</summary>
internal static class Words
{
    public static string Count(int n, string one = "complaint", string many = "complaints") =>
        string.Create(CultureInfo.InvariantCulture, $"{n:N0} {(n == 1 ? one : many)}");

    /// <summary>When a case wakes, in Lagos: <c>Mon 23 Nov, 08:00</c>.</summary>
    public static string Wake(DateTimeOffset at) => LagosClock.ToLagos(at).ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture);

    public static string Echoes(int n) => n == 1 ? "1 other post says the same." : $"{Count(n, "", "other posts")} say the same.";

    /// <summary>A band of sentiments, as a heading.</summary>
    public static string Band(string band) => char.ToUpperInvariant(band[0]) + band[1..];

    /// <summary>What was done.</summary>
    public static string Of(CaseChange change, ITaxonomy taxonomy) => change switch
    {
        { TakesOver: true } => "Taken over",
        { Action: "claim" } => "Claimed",
        { Status: { } status } => $"Set to {StatusBadge.Words(status).Text.ToLowerInvariant()}",
        { Assignee: "" } => "Unassigned",
        { Assignee: { } who } => $"Assigned to {who}",
        { Team: { } team } => $"Moved to {team}",
        { Subcategory: { } key } => $"Corrected to {taxonomy.NameOf(key)}",
        { Language: { } language } => $"Language corrected to {LanguageTag.Words(language)}",
        { Sentiment: { } band } => $"Sentiment corrected to {band}",
        { SnoozeUntil: { } until } => $"Snoozed until {Wake(until)}",
        { Wake: true } => "Woken",
        { Note: not null } => "Noted",
        _ => "Changed",
    };

    /// <summary>What is asked for, before it is done.</summary>
    public static string Asked(CaseChange change, ITaxonomy taxonomy) => change switch
    {
        { Action: "claim" } => "Claim",
        { Status: { } status } => $"Set to {StatusBadge.Words(status).Text.ToLowerInvariant()}",
        { Team: { } team } => $"Move to {team}",
        { Subcategory: { } key } => $"Correct to {taxonomy.NameOf(key)}",
        { Language: { } language } => $"Correct the language to {LanguageTag.Words(language)}",
        { Sentiment: { } band } => $"Correct the sentiment to {band}",
        { SnoozeUntil: { } until } => $"Snooze until {Wake(until)}",
        _ => "Change",
    };

    public static string Of(CaseOutcome.Moved moved, DateTimeOffset now) =>
        $"{moved.By ?? "The pipeline"} changed {moved.Current.Number} {LagosClock.Relative(moved.At, now)}; it is now {StatusBadge.Words(moved.Current.Status).Text.ToLowerInvariant()}"
        + (moved.Current.Assignee is { } who ? $" with {who}" : "") + ". Yours was not applied: look and try again.";

    /// <summary>How a case stands against its clock, short enough for a column: <c>3 h left</c>, <c>2 d over</c>, <c>on time</c>, <c>late</c>.</summary>
    public static string Clock(DateTimeOffset due, DateTimeOffset? settled, DateTimeOffset now) =>
        settled is { } at ? at <= due ? "on time" : "late" : $"{Length((due - now).Duration())} {(now > due ? "over" : "left")}";

    /// <summary>How long ago, short enough for a column.</summary>
    public static string Age(ComplaintRow row, DateTimeOffset now) =>
        now - row.ReportedAt is { TotalMinutes: >= 1 } age ? Length(age) : "now";

    private static string Length(TimeSpan t) =>
        t.TotalHours < 1 ? Text($"{Math.Floor(t.TotalMinutes)} m") : t.TotalDays < 2 ? Text($"{Math.Floor(t.TotalHours)} h") : Text($"{Math.Floor(t.TotalDays)} d");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
