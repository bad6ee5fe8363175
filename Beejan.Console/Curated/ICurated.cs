using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Writes complaints, customers and rollups together.</summary>
public interface ICurated
{
    /// <summary>
    /// Inserts new complaints, replaces older versions (never a newer one), leaves people's decisions alone, and moves the rollups and
    /// the customers by the difference, all in the caller's transaction. What is judged differently than before gets its line in the history, and only
    /// that or other words raise <see cref="ComplaintRow.Version"/>.
    /// The team follows the new judgement until a person has taken the case up.
    /// </summary>
    /// <param name="fresh">Ids that cannot be there yet: spares looking for their old version.</param>
    Task UpsertAsync(BeejanDbContext db, IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh, CancellationToken ct);

    /// <summary>Begins to do the same for several pages in the caller's transaction.</summary>
    ICuratedPages Begin(BeejanDbContext db);

    /// <summary>
    /// Counts posts that repeat a complaint, in the caller's transaction. A post counts once, however many versions of it there are and however
    /// often they are judged; an older version replaces no newer one.
    /// </summary>
    /// <param name="echoes">Those that are echoes now.</param>
    /// <param name="noLonger">Complaint ids of posts judged again that are none now.</param>
    Task EchoAsync(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger, CancellationToken ct);

    /// <summary>
    /// A person's decision on one complaint, in the caller's transaction: applies <paramref name="change"/> to the row (its case
    /// members and category only), raises <see cref="ComplaintRow.Version"/>, keeps rollups in step. Null when there is no such complaint.
    /// </summary>
    Task<ComplaintRow?> DecideAsync(BeejanDbContext db, long id, Action<ComplaintRow> change, CancellationToken ct);
}

/// <summary>Pages of complaints written in one transaction: customers and cells that many of them touch are written once.</summary>
public interface ICuratedPages
{
    /// <summary>As <see cref="ICurated.UpsertAsync"/>, but for the rollups and the customers, which wait for <see cref="Settle"/>.</summary>
    void Upsert(IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh);

    /// <summary>
    /// Moves the rollups and the customers by the difference that was gathered since the last time: before the commit, and before anything else
    /// takes back what was written.
    /// </summary>
    void Settle();
}

/// <summary>Earlier complaints by e-mail, for the thread stage.</summary>
public interface IThreads
{
    /// <summary>For each message id that is a known complaint's key: the id of the first complaint of its thread, which may be itself.</summary>
    Task<IReadOnlyDictionary<string, long>> FindAsync(IReadOnlyList<string> messageIds, CancellationToken ct);
}

/// <summary>The reason codes of records that are counted on another complaint.</summary>
public static class EchoCodes
{
    /// <summary>A retweet.</summary>
    public const string Share = "duplicate.retweet";

    /// <summary>The same words by another account.</summary>
    public const string Copy = "duplicate.copy";

    public static IReadOnlyList<string> All { get; } = [Share, Copy];
}
