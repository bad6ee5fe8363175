namespace Beejan.Contracts;

/// <summary>
/// A complaint on its way through the stages. A parser fills what the source said (<see cref="Given"/>), stages fill the rest and
/// return changed copies; every field may still be missing.
/// </summary>
/// <param name="RawId">The raw record it was parsed from.</param>
/// <param name="Root">Raw id of the first record with this source and key: the complaint's number, kept over all its versions.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Key">The source's own identifier.</param>
/// <param name="ReceivedAt">When it landed (UTC).</param>
public sealed record ComplaintDraft(long RawId, long Root, SourceId Source, string Key, DateTimeOffset ReceivedAt)
{
    /// <summary>The rules it is judged by, the same from parse to promotion; null stands for those that ship.</summary>
    public IRules? Rules { get; init; }

    /// <summary>What the source said, as written.</summary>
    public Given Given { get; init; } = new();

    /// <summary>Filled by parsers: how the customer reached us (<see cref="Channels"/>).</summary>
    public string? Channel { get; init; }

    /// <summary>Filled by parsers: what came with the words. The bytes stay in the raw record.</summary>
    public IReadOnlyList<Attachment> Attachments { get; init; } = [];

    /// <summary>Its author took it back.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Text repaired and normalised (encoding, NFC, white space), still with personal data.</summary>
    public string? Text { get; init; }

    /// <summary>Tokens, without brackets, that a person said stand for nothing personal in this complaint; null for nearly all.</summary>
    public IReadOnlySet<string>? NotPersonal { get; init; }

    /// <summary>The cleaned text with personal data replaced by tokens. What is stored and shown.</summary>
    public string? MaskedText { get; init; }

    /// <summary>The given text, only masked: what the customer wrote, for the "original" pane. Null when it equals <see cref="MaskedText"/>.</summary>
    public string? MaskedOriginal { get; init; }

    /// <summary>Plan, bundle or product as written, masked.</summary>
    public string? Product { get; init; }

    /// <summary>When it happened (UTC).</summary>
    public DateTimeOffset? ReportedAt { get; init; }

    /// <summary>False when the source gave no readable time and the time of receipt stands in.</summary>
    public bool TimeKnown { get; init; }

    /// <summary>+234 and ten digits, or another country's number in E.164; null when unreadable.</summary>
    public string? Msisdn { get; init; }

    /// <summary>One of the 36 states' names or <c>FCT</c>; null when unknown.</summary>
    public string? State { get; init; }

    public string? Lga { get; init; }

    /// <summary><c>prepaid</c>, <c>postpaid</c>, <c>corporate</c>; null when unknown.</summary>
    public string? Tier { get; init; }

    /// <summary><c>en</c>, <c>pcm</c>, <c>yo</c>, <c>ha</c>, <c>ig</c>, <c>mixed</c>, <c>und</c>.</summary>
    public string? Language { get; init; }

    /// <summary>0…1.</summary>
    public float LanguageConfidence { get; init; }

    /// <summary><c>Network</c>, <c>Billing</c>, <c>Customer Service</c>, <c>Other</c>.</summary>
    public string? Category { get; init; }

    /// <summary>A key of the taxonomy, such as <c>NET-OUT</c>.</summary>
    public string? Subcategory { get; init; }

    /// <summary>0…1.</summary>
    public float Confidence { get; init; }

    /// <summary>The words that decided the category, strongest first.</summary>
    public IReadOnlyList<string> CategoryReasons { get; init; } = [];

    /// <summary>-1 (very unhappy) … 1 (happy).</summary>
    public float? Sentiment { get; init; }

    /// <summary>P1 … P4 as 1 … 4.</summary>
    public int Priority { get; init; }

    /// <summary>0 … 100; the sum of <see cref="ScoreFactors"/>.</summary>
    public float Score { get; init; }

    public IReadOnlyList<ScoreFactor> ScoreFactors { get; init; } = [];

    public string? Team { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Tags that change handling, such as <c>ESC-NCC</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who complains (<see cref="Subscriber.Id"/>); 0 when nobody is named.</summary>
    public long Person { get; init; }

    /// <summary>Their name (<see cref="Complaint.Named"/>); null when they gave no full one.</summary>
    public long? Named { get; init; }

    /// <summary>How its words look from afar (<see cref="Complaint.Sketch"/>).</summary>
    public long? Sketch { get; init; }

    /// <summary>True when the record was answered before and is judged once more.</summary>
    public bool JudgedBefore { get; init; }

    /// <summary>Served complaints that this one was found to stand for from now on: it is the earlier one of the same matter.</summary>
    public IReadOnlyList<Superseded> StandsFor { get; init; } = [];

    /// <summary>Served complaints some of whose echoes may be this one's: they are judged again. Itself when its words or its time are others now.</summary>
    public IReadOnlyList<long> Recounts { get; init; } = [];

    /// <summary>Who said what (<see cref="Complaint.Fingerprint"/>); 0 when nobody is named.</summary>
    public long Fingerprint { get; init; }

    /// <summary>What was said, whoever said it (<see cref="Complaint.Wording"/>); null but for posts and text messages.</summary>
    public long? Wording { get; init; }

    /// <summary>Letters and digits behind <see cref="Wording"/>.</summary>
    public int WordingLetters { get; init; }

    /// <summary>The first complaint of the thread this one belongs to; null when it answers none we know.</summary>
    public long? ReplyTo { get; init; }

    /// <summary>What a stage had to assume or could not read: shown on the record, never fatal.</summary>
    public IReadOnlyList<Reason> Warnings { get; init; } = [];

    /// <summary>A copy with one more warning.</summary>
    public ComplaintDraft Warn(string code, string message, string? field = null) =>
        this with { Warnings = [.. Warnings, new Reason(code, message, field)] };
}

/// <summary>A served complaint that gives way to an earlier one of the same matter.</summary>
/// <param name="Code">Why: a reason code such as <c>duplicate.near</c>.</param>
public sealed record Superseded(long Id, string Code);

/// <summary>One factor of the priority score: what it is, how many points it gave and why.</summary>
public sealed record ScoreFactor(string Name, float Points, string Why);

/// <summary>One part of a message that came in several.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Total">2 to 255.</param>
public sealed record MessagePart(int Number, int Total);

/// <summary>What a customer decided about messages from us.</summary>
/// <param name="Phone">The number as written.</param>
/// <param name="Allowed">False: send no more.</param>
public sealed record MessagingChoice(string Phone, bool Allowed);

/// <summary>The channels a customer can reach us by.</summary>
public static class Channels
{
    public const string Phone = "phone";
    public const string Sms = "sms";
    public const string Social = "social";
    public const string Web = "web";
    public const string Email = "email";

    public static IReadOnlyList<string> All { get; } = [Phone, Sms, Social, Web, Email];
}

/// <summary>A file that came with a complaint.</summary>
/// <param name="Name">As its sender named it, without folders; empty when it has no name.</param>
/// <param name="Type">Declared media type, lower case.</param>
/// <param name="Size">Bytes, decoded.</param>
/// <param name="Hash">SHA-256 of those bytes, lower-case hex.</param>
public sealed record Attachment(string Name, string Type, long Size, string Hash);
