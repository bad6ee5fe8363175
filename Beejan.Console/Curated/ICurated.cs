using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Writes complaints, customers and rollups together.</summary>
public interface ICurated
{
    /// <summary>
    /// Inserts new complaints, replaces older versions (never a newer one), leaves people's decisions alone, and moves the rollups and
    /// the customers by the difference, all in the caller's transaction.
    /// </summary>
    /// <param name="fresh">Ids that cannot be there yet: spares looking for their old version.</param>
    Task UpsertAsync(BeejanDbContext db, IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh, CancellationToken ct);

    /// <summary>
    /// Counts posts that repeat a complaint, in the caller's transaction. Written by raw id, so the same echo counts once however often its
    /// record is judged.
    /// </summary>
    /// <param name="echoes">Those that are echoes now.</param>
    /// <param name="noLonger">Raw ids judged again that are none now.</param>
    Task EchoAsync(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger, CancellationToken ct);

    /// <summary>
    /// A person's decision on one complaint, in the caller's transaction: applies <paramref name="change"/> to the row (its case
    /// members and category only), raises <see cref="ComplaintRow.Version"/>, keeps rollups in step. Null when there is no such complaint.
    /// </summary>
    Task<ComplaintRow?> DecideAsync(BeejanDbContext db, long id, Action<ComplaintRow> change, CancellationToken ct);
}

/// <summary>Earlier complaints with the same fingerprint, for the duplicate stage.</summary>
public interface IFingerprints
{
    /// <summary>For each fingerprint that a complaint reported at or after <paramref name="since"/> has: the id of the oldest such complaint.</summary>
    Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> fingerprints, DateTimeOffset since, CancellationToken ct);
}

/// <summary>Earlier posts with the same words, for the campaign stage.</summary>
public interface IWordings
{
    /// <summary>For each wording that a complaint reported at or after <paramref name="since"/> has: the id of the oldest such complaint.</summary>
    Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> wordings, DateTimeOffset since, CancellationToken ct);
}

/// <summary>The reason codes of records that are counted on another complaint.</summary>
public static class EchoCodes
{
    /// <summary>A retweet.</summary>
    public const string Share = "duplicate.retweet";

    /// <summary>The same words by another account.</summary>
    public const string Copy = "duplicate.copy";
}
