using Beejan.Contracts;

namespace Beejan.Processing;

/// <summary>Makes finished complaints of drafts. The only place that does, so that none is half filled.</summary>
internal static class Promotion
{
    private const string TakenBack = "Its author deleted this post.";

    /// <exception cref="InvalidOperationException">A stage left a member empty that every complaint needs: a bug of ours.</exception>
    public static Complaint Of(ComplaintDraft draft) => new()
    {
        Id = draft.Root,
        RawId = draft.RawId,
        Source = draft.Source,
        SourceKey = draft.Key,
        Channel = draft.Channel ?? throw Missing(nameof(draft.Channel)),
        ReportedAt = draft.ReportedAt ?? throw Missing(nameof(draft.ReportedAt)),
        TimeKnown = draft.TimeKnown,
        ReceivedAt = draft.ReceivedAt,
        Subscriber = SubscriberOf(draft),
        Text = draft.Withdrawn ? TakenBack : draft.MaskedText ?? throw Missing(nameof(draft.MaskedText)),
        Original = draft.Withdrawn ? null : draft.MaskedOriginal,
        Language = draft.Language ?? throw Missing(nameof(draft.Language)),
        LanguageConfidence = draft.LanguageConfidence,
        Category = draft.Category ?? throw Missing(nameof(draft.Category)),
        Subcategory = draft.Subcategory ?? throw Missing(nameof(draft.Subcategory)),
        Confidence = draft.Confidence,
        Reasons = draft.Withdrawn ? [] : draft.CategoryReasons,
        Sentiment = draft.Sentiment ?? throw Missing(nameof(draft.Sentiment)),
        Priority = draft.Priority is >= 1 and <= 4 ? draft.Priority : throw Missing(nameof(draft.Priority)),
        Score = draft.Score,
        ScoreFactors = draft.ScoreFactors,
        State = draft.State,
        Lga = draft.Lga,
        Product = draft.Product,
        Team = draft.Team ?? throw Missing(nameof(draft.Team)),
        DueAt = draft.DueAt ?? throw Missing(nameof(draft.DueAt)),
        InitialStatus = draft.Withdrawn ? Statuses.Cancelled : StatusOf(draft.Given.Status),
        Tags = draft.Withdrawn ? [.. draft.Tags, "WITHDRAWN"] : draft.Tags,
        Withdrawn = draft.Withdrawn,
        Wording = draft.Wording,
        Share = draft.Given.IsShare,
        Warnings = draft.Warnings,
        Attachments = draft.Attachments,
        ReplyTo = draft.ReplyTo,
        Thread = draft.Given.Thread,
        Fingerprint = draft.Fingerprint,
        Named = draft.Named,
        Sketch = draft.Sketch,
        PipelineVersion = draft.Rules?.Version ?? Pipeline.Version,
    };

    private static Subscriber SubscriberOf(ComplaintDraft draft) => new(draft.Person)
    {
        Msisdn = draft.Msisdn,
        Name = draft.Given.Name,
        Email = draft.Given.Email,
        Handle = draft.Given.Handle,
        UserName = draft.Given.UserName,
        Account = draft.Given.Account,
        Tier = draft.Tier,
    };

    /// <summary>The source's own word for a case's state; an unknown word means new.</summary>
    internal static string StatusOf(string? given) => given?.Trim().ToUpperInvariant() switch
    {
        "CLOSED" or "CLOSE" or "DONE" or "COMPLETED" => Statuses.Closed,
        "RESOLVED" or "SOLVED" or "FIXED" => Statuses.Resolved,
        "PENDING" or "WAITING" or "AWAITING CUSTOMER" => Statuses.Pending,
        "ON HOLD" or "HELD" or "HOLD" => Statuses.Held,
        "IN PROGRESS" or "INPROGRESS" or "WIP" or "ASSIGNED" or "ESCALATED" => Statuses.InProgress,
        "CANCELLED" or "CANCELED" or "WITHDRAWN" => Statuses.Cancelled,
        "REJECTED" => Statuses.Rejected,
        _ => Statuses.Acknowledged,
    };

    private static InvalidOperationException Missing(string member) => new($"no stage filled {member}");
}
