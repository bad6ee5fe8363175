namespace Beejan.Contracts;

/// <summary>
/// What is known of records that repeat a complaint: counted, kept as bytes and not served again. The raw zone knows, who serves complaints asks.
/// </summary>
public interface IRepeats
{
    /// <summary>How often each of these complaints was repeated; those that never were, and stand for themselves, are missing.</summary>
    /// <param name="complaints">Their ids.</param>
    Task<IReadOnlyDictionary<long, RepeatCount>> OfAsync(IReadOnlyCollection<long> complaints, CancellationToken ct);

    /// <summary>The record whose number a customer was given and that was dropped because it repeats a complaint; null when that id is no such record.</summary>
    /// <param name="id">The id behind the number, as <see cref="ComplaintNumber"/> shows it.</param>
    Task<Repeat?> FindAsync(long id, CancellationToken ct);

    /// <summary>The ids behind a source's own identifier, served or not, oldest first: at most one a source.</summary>
    /// <param name="source">Null asks every source.</param>
    Task<IReadOnlyList<long>> ByKeyAsync(string? source, string key, CancellationToken ct);
}

/// <summary>The repeats of one complaint.</summary>
/// <param name="SameBytes">The same bytes under the same key again.</param>
/// <param name="SameWords">Records under another key that it stands for: the same or nearly the same words of one person, posts that repeat it, and what people merged.</param>
/// <param name="DuplicateOf">The complaint that this one was found to repeat when it was judged again; null when it stands for itself.</param>
public sealed record RepeatCount(int SameBytes, int SameWords, long? DuplicateOf)
{
    /// <summary>Both kinds together.</summary>
    public int Times => SameBytes + SameWords;
}

/// <summary>A record that repeats a complaint.</summary>
/// <param name="Id">The id behind the number that its sender was given.</param>
/// <param name="RawId">Its bytes in the raw zone.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="SourceKey">The source's own identifier.</param>
/// <param name="ReceivedAt">When it landed (UTC); its number is made of this and <paramref name="Id"/>.</param>
/// <param name="DuplicateOf">The complaint that stands for both.</param>
public sealed record Repeat(long Id, long RawId, string Source, string SourceKey, DateTimeOffset ReceivedAt, long DuplicateOf);
