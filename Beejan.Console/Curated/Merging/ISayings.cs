using System.Numerics;

namespace Beejan.Curated.Merging;

/// <summary>What persons said around a time, for the stage that looks for duplicates.</summary>
public interface ISayings
{
    /// <summary>What is served and decided, as far as it concerns these.</summary>
    /// <param name="near">Persons, names and words with their time; the same complaint may be found by several.</param>
    /// <param name="spans">How far around those times.</param>
    /// <param name="ids">Complaints to be found by their number too.</param>
    /// <param name="judgedBefore">Complaints that a person may have merged or kept apart.</param>
    Task<Known> FindAsync(IReadOnlyList<Around> near, Spans spans, IReadOnlyList<long> ids, IReadOnlyList<long> judgedBefore, CancellationToken ct);
}

/// <summary>A person, and when they said something.</summary>
/// <param name="Person">0 for nobody.</param>
/// <param name="Namesake">The name as somebody on another channel would have it (<see cref="ComplaintRow.Named"/>); null for none.</param>
/// <param name="Words">The very words as somebody on another channel would have them (<see cref="ComplaintRow.Wording"/>); null for none.</param>
/// <param name="Sketch">Of what is said now (<see cref="ComplaintRow.Sketch"/>); null asks for all of that name.</param>
/// <param name="Differ">Of that name only what has a sketch differing in at most so many bits is asked for.</param>
/// <param name="Post">The very words as another post would have them; null when it is none.</param>
/// <param name="MayEcho">It is counted on an earlier post of the same words if there is one; otherwise only what may be counted on it is asked for.</param>
public readonly record struct Around(long Person, long? Namesake, long? Words, DateTimeOffset At, long? Sketch, int Differ, long? Post = null, bool MayEcho = false)
{
    /// <summary>False when the words behind the other sketch are certainly others.</summary>
    public bool Resembles(long? sketch) => Sketch is not { } mine || sketch is not { } other || BitOperations.PopCount((ulong)(mine ^ other)) <= Differ;
}

/// <summary>How far before and after what one person says others are looked for: what is farther is no twin of it.</summary>
/// <param name="Person">Of the same person.</param>
/// <param name="Name">Of somebody of that name.</param>
/// <param name="Words">With the very same words.</param>
/// <param name="Posts">Of posts with the very same words.</param>
public sealed record Spans(TimeSpan Person, TimeSpan Name, TimeSpan Words, TimeSpan Posts);

/// <summary>A served complaint as far as duplicates are told by it.</summary>
/// <param name="Stands">A person has worked on it or said that it stands by itself: the pipeline sets it aside no more.</param>
/// <param name="Share">A post that shares another one.</param>
/// <param name="Echoes">Posts counted on it.</param>
public sealed record Saying(
    long Id, long RawId, string Source, string SourceKey, string Channel, long Person, long? Named, DateTimeOffset At, long Fingerprint,
    long? Words, string? State, string Text, bool Stands, DateTimeOffset? ResolvedAt, bool Share = false, int Echoes = 0);

/// <summary>What there is.</summary>
/// <param name="Served">Each complaint once, in no order.</param>
/// <param name="MergedByHand">Of those judged before, the complaint that a person merged them into.</param>
/// <param name="Apart">Of those judged before, the ones a person keeps apart.</param>
public sealed record Known(IReadOnlyList<Saying> Served, IReadOnlyDictionary<long, long> MergedByHand, IReadOnlySet<long> Apart);
