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
    /// A person's decision on one complaint, in the caller's transaction: applies <paramref name="change"/> to the row (its case
    /// members and category only), raises <see cref="ComplaintRow.Version"/>, keeps rollups in step. Null when there is no such complaint.
    /// </summary>
    Task<ComplaintRow?> DecideAsync(BeejanDbContext db, long id, Action<ComplaintRow> change, CancellationToken ct);
}

/// <summary>Earlier complaints by e-mail, for the thread stage.</summary>
public interface IThreads
{
    /// <summary>For each message id that is a known complaint's key: the id of the first complaint of its thread, which may be itself.</summary>
    Task<IReadOnlyDictionary<string, long>> FindAsync(IReadOnlyList<string> messageIds, CancellationToken ct);
}

/// <summary>Which complaints have a fingerprint, for the duplicate stage.</summary>
public interface IFingerprints
{
    /// <summary>Every complaint served with one of these fingerprints, in no order.</summary>
    Task<IReadOnlyList<ServedPrint>> FindAsync(IReadOnlyList<long> fingerprints, CancellationToken ct);

    /// <summary>Those of these complaints that are served, in no order.</summary>
    Task<IReadOnlyList<ServedPrint>> FindByIdAsync(IReadOnlyList<long> ids, CancellationToken ct);
}

/// <summary>What tells a served complaint's repeats.</summary>
/// <param name="Id">The complaint.</param>
/// <param name="RawId">The raw record its served version was made from.</param>
/// <param name="Fingerprint">Same person, same words; 0 when nobody is named.</param>
/// <param name="ReportedAt">UTC.</param>
public readonly record struct ServedPrint(long Id, long RawId, long Fingerprint, DateTimeOffset ReportedAt);
