using Beejan.Contracts;

namespace Beejan.Curated.Merging;

/// <summary>
/// What a person decides about two complaints being one. Stands here because pages ask for it, and is done where the ledger can be reached.
/// Every deed is one transaction: complaint, ledger, figures, history on both, audit.
/// </summary>
public interface IMerging
{
    /// <summary>The most characters of a person's reason.</summary>
    public const int MostWhy = 1000;

    /// <summary>The other complaint stands for this one from now on; all of it is kept.</summary>
    /// <param name="why">In the person's words.</param>
    Task<MergeOutcome> MergeAsync(long id, long into, string why, string actor, CancellationToken ct);

    /// <summary>
    /// A complaint that was merged, by a person or the pipeline, stands by itself again as it was, with what had been merged into it, and the
    /// pipeline sets it aside no more.
    /// </summary>
    Task<MergeOutcome> SeparateAsync(long id, string why, string actor, CancellationToken ct);

    /// <summary>All that this complaint stands for, however deep, the newest first.</summary>
    Task<IReadOnlyList<MergedRow>> UnderAsync(long id, CancellationToken ct);
}

/// <summary>How merging or separating went.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <param name="Stands">The complaint that stands now: for both after a merge; the separated one, or null while it waits to be judged.</param>
    public sealed record Done(ComplaintRow? Stands) : MergeOutcome;

    public sealed record Refused(Reason Reason) : MergeOutcome;
}
