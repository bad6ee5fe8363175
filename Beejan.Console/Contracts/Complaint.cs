namespace Beejan.Contracts;

/// <summary>A finished complaint: only promotion makes one, so none is half filled. Times are UTC.</summary>
public sealed record Complaint
{
    /// <summary>Raw id of the first record with this source and key; <see cref="ComplaintNumber"/> shows it as BJN-….</summary>
    public required long Id { get; init; }

    /// <summary>The raw record this version was made from.</summary>
    public required long RawId { get; init; }
    public required SourceId Source { get; init; }
    public required string SourceKey { get; init; }
    public required string Channel { get; init; }
    public required DateTimeOffset ReportedAt { get; init; }
    public required bool TimeKnown { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required Subscriber Subscriber { get; init; }
    public required string Text { get; init; }
    public string? Original { get; init; }
    public required string Language { get; init; }
    public required float LanguageConfidence { get; init; }
    public required string Category { get; init; }
    public required string Subcategory { get; init; }
    public required float Confidence { get; init; }
    public required IReadOnlyList<string> Reasons { get; init; }
    public required float Sentiment { get; init; }
    public required int Priority { get; init; }
    public required float Score { get; init; }
    public required IReadOnlyList<ScoreFactor> ScoreFactors { get; init; }
    public string? State { get; init; }
    public string? Lga { get; init; }
    public string? Product { get; init; }
    public required string Team { get; init; }
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>The status the case has when it is first seen; people change it afterwards.</summary>
    public required string InitialStatus { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    public IReadOnlyList<Reason> Warnings { get; init; } = [];

    /// <summary>What came with it; names are masked.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>The first complaint of its thread; null when it starts one.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>Ids of the messages it answers, oldest first; empty but for e-mail.</summary>
    public IReadOnlyList<string> Thread { get; init; } = [];

    /// <summary>Same person, same words: 64 bits that tell exact repeats under another key.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>
    /// 63 bits of the full name under the key of the pseudonyms, and in the lowest bit whether a number was given with it; null without a full
    /// name. Two that differ in that bit alone may be one person on two channels.
    /// </summary>
    public long? Named { get; init; }

    /// <summary>64 bits in which texts that are alike differ little; null where no name calls for them to be compared.</summary>
    public long? Sketch { get; init; }

    /// <summary>The words alone, without who said them: 64 bits that tell copies by others; null but for posts and text messages.</summary>
    public long? Wording { get; init; }

    /// <summary>A post that shares another one as it was.</summary>
    public bool Share { get; init; }

    /// <summary>Its author took it back: the words are gone and nobody works on it any more.</summary>
    public bool Withdrawn { get; init; }
    public required string PipelineVersion { get; init; }
}

/// <summary>
/// Who complains. <see cref="Id"/> is a keyed hash of the strongest identity (number, account, handle, e-mail), so that
/// rows join without showing it; the other members are personal data and are stored only in the customer table.
/// </summary>
public sealed record Subscriber(long Id)
{
    public string? Msisdn { get; init; }
    public string? Name { get; init; }
    public string? Email { get; init; }
    public string? Handle { get; init; }

    /// <summary>The name people know the account by, where <see cref="Handle"/> is the network's own id.</summary>
    public string? UserName { get; init; }
    public string? Account { get; init; }
    public string? Tier { get; init; }
}

/// <summary>Statuses, as in TM Forum's TMF621 trouble ticket.</summary>
public static class Statuses
{
    public const string Acknowledged = "acknowledged";
    public const string InProgress = "inProgress";
    public const string Pending = "pending";
    public const string Held = "held";
    public const string Resolved = "resolved";
    public const string Closed = "closed";
    public const string Cancelled = "cancelled";
    public const string Rejected = "rejected";

    public static IReadOnlyList<string> All { get; } = [Acknowledged, InProgress, Pending, Held, Resolved, Closed, Cancelled, Rejected];

    /// <summary>Still somebody's work.</summary>
    public static bool IsOpen(string status) => status is Acknowledged or InProgress or Pending or Held;
}

/// <summary>The three categories and the rest.</summary>
public static class Categories
{
    public const string Network = "Network";
    public const string Billing = "Billing";
    public const string CustomerService = "Customer Service";
    public const string Other = "Other";

    public static IReadOnlyList<string> All { get; } = [Network, Billing, CustomerService, Other];
}
