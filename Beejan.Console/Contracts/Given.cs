namespace Beejan.Contracts;

/// <summary>
/// What a source said of a complaint, as written. Parsers fill it and stages never change it, so a draft's copies share one; every member
/// may be missing.
/// </summary>
public sealed record Given
{
    /// <summary>The complaint in the customer's or agent's words, untouched.</summary>
    public string? Text { get; init; }

    /// <summary>When <see cref="Text"/> is only the part to be judged: the whole, such as a mail with its quoted history.</summary>
    public string? Whole { get; init; }

    /// <summary>Keys of the records this one answers, oldest first, such as the message ids of its thread.</summary>
    public IReadOnlyList<string> Thread { get; init; } = [];

    /// <summary>A subject line or topic the customer chose, when there is one.</summary>
    public string? Topic { get; init; }

    /// <summary>The time as written.</summary>
    public string? Time { get; init; }

    /// <summary>The format every time of this file is written in, when the file as a whole tells (<c>dd/MM/yyyy</c>).</summary>
    public string? TimeOrder { get; init; }

    /// <summary>The subscriber's number as written.</summary>
    public string? Phone { get; init; }

    public string? Name { get; init; }

    public string? Email { get; init; }

    /// <summary>A social account's stable id or name.</summary>
    public string? Handle { get; init; }

    /// <summary>The name people know the account by, where <see cref="Handle"/> is the network's own id.</summary>
    public string? UserName { get; init; }

    /// <summary>The operator's own customer or account number.</summary>
    public string? Account { get; init; }

    public string? State { get; init; }

    public string? Lga { get; init; }

    /// <summary>One line that may hold a place, such as a profile's "Ikeja, Lagos".</summary>
    public string? Place { get; init; }

    /// <summary>Where it was said, as the device or the form gave it: degrees north and east, <c>6.5244, 3.3792</c>.</summary>
    public string? Coordinates { get; init; }

    /// <summary>Plan, bundle or product as written.</summary>
    public string? Product { get; init; }

    /// <summary>Prepaid, postpaid, corporate, as written.</summary>
    public string? Tier { get; init; }

    /// <summary>The language the customer chose, as written.</summary>
    public string? Language { get; init; }

    /// <summary>The case's status in the source's own words.</summary>
    public string? Status { get; init; }

    /// <summary>The text is one part of a longer message; null for a whole one.</summary>
    public MessagePart? Part { get; init; }

    /// <summary>Orders the versions of one item, the highest last; 0 when the source has no such number.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// The identifier is known to name one matter within one delivery only, such as the rows of an export that nobody has described: a later record
    /// with the same one is a newer version only when the two have something in common.
    /// </summary>
    public bool KeyIsLocal { get; init; }

    /// <summary>Passes on another's words unchanged (a retweet).</summary>
    public bool IsShare { get; init; }

    /// <summary>People likely to have seen it (followers, shares, replies); 0 off the social channels.</summary>
    public int Reach { get; init; }
}
