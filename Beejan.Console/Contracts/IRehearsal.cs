namespace Beejan.Contracts;

/// <summary>
/// Says what today's rules would make of records that are not landed, for previews. Writes and counts nothing, and looks at each record by
/// itself: neither duplicates nor threads are told.
/// </summary>
public interface IRehearsal
{
    /// <returns>One for each, in order.</returns>
    Task<IReadOnlyList<Rehearsed>> RehearseAsync(IReadOnlyList<(RawRecord Raw, ComplaintDraft Draft)> records, CancellationToken ct);
}

/// <summary>What a record would become.</summary>
/// <param name="Draft">As the stages would leave it, with personal data; null when they would not keep it.</param>
/// <param name="Reason">Why they would not; null otherwise.</param>
public sealed record Rehearsed(ComplaintDraft? Draft, Reason? Reason);
