namespace Beejan.Serving;

/// <summary>What a person wants changed on a case. A null member stays as it is.</summary>
public sealed record CaseChange
{
    /// <summary>One of <see cref="Contracts.Statuses"/>.</summary>
    public string? Status { get; init; }
    public string? Team { get; init; }

    /// <summary>A user name; empty takes it from whoever has it.</summary>
    public string? Assignee { get; init; }
    public string? Category { get; init; }

    /// <summary>A key of the taxonomy; brings its category, and the team it is routed to unless <see cref="Team"/> names another.</summary>
    public string? Subcategory { get; init; }

    /// <summary>One of <see cref="Contracts.LanguageKeys"/>.</summary>
    public string? Language { get; init; }

    /// <summary>One of <see cref="Contracts.SentimentBands"/>.</summary>
    public string? Sentiment { get; init; }

    /// <summary>Puts an open case aside until then. Its clock goes on.</summary>
    public DateTimeOffset? SnoozeUntil { get; init; }

    /// <summary>Takes a snoozed case back to work at once.</summary>
    public bool Wake { get; init; }

    /// <summary>Kept in the history.</summary>
    public string? Note { get; init; }

    /// <summary>The word in the history: <c>claim</c>, <c>change</c>, <c>bulk</c>.</summary>
    public string Action { get; init; } = "change";

    /// <summary>A claim of what another has.</summary>
    public bool TakesOver { get; init; }

    /// <summary>Takes the case and begins work on it; refused while another has it.</summary>
    public static CaseChange Claim(string who) => new() { Assignee = who, Action = "claim" };

    /// <summary>The same from whoever has it.</summary>
    public static CaseChange TakeOver(string who) => Claim(who) with { TakesOver = true };

    public bool IsEmpty => Status is null && Team is null && Assignee is null && Category is null && Subcategory is null
        && Language is null && Sentiment is null && SnoozeUntil is null && !Wake && string.IsNullOrWhiteSpace(Note);
}

/// <summary>What became of a change. Expected failures are values.</summary>
public abstract record CaseOutcome
{
    /// <summary>Done; <see cref="Undo"/> is null when nothing but a note was new.</summary>
    public sealed record Done(Curated.ComplaintRow Row, CaseUndo? Undo) : CaseOutcome;

    public sealed record NotFound : CaseOutcome;

    /// <summary>Somebody was faster: the row as it is now, who changed it and when, when the history knows.</summary>
    public sealed record Moved(Curated.ComplaintRow Current, string? By, DateTimeOffset At) : CaseOutcome;

    /// <summary>Against the rules; <see cref="Contracts.Reason.Field"/> names the member.</summary>
    public sealed record Refused(Contracts.Reason Reason) : CaseOutcome;
}

/// <summary>How to take one change back: only while the row still has that version.</summary>
public sealed record CaseUndo(long Id, int Version, CaseState Before);

/// <summary>What a bulk change did, or with a dry run would do.</summary>
/// <param name="Refused">By complaint id, in the order met.</param>
/// <param name="Undo">Takes it back; empty after a dry run.</param>
public sealed record BulkOutcome(
    int Matched, int Changed, int Unchanged, IReadOnlyList<(long Id, Contracts.Reason Reason)> Refused, IReadOnlyList<CaseUndo> Undo);
