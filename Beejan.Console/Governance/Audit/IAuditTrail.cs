using Beejan.Storage;

namespace Beejan.Governance.Audit;

/// <summary>What people and keys did, append-only and chained by hashes.</summary>
public interface IAuditTrail
{
    /// <summary>
    /// Appends one entry in the caller's transaction: it stands if and only if the deed stands. Entries of one database are in one
    /// strict order, so it holds other writers of the trail until the caller commits: write it last.
    /// </summary>
    /// <param name="db">From <see cref="IDatabase.WriteAsync"/>.</param>
    /// <param name="actor">User name, <c>key:…</c> or <c>system</c>; see <see cref="Actors"/>.</param>
    /// <param name="action">Stable word with a dot: <c>complaint.status</c>.</param>
    /// <param name="subject">What it was done to. No customer's personal data.</param>
    /// <param name="details">Old and new values and the like, or null. No customer's personal data.</param>
    Task WriteAsync(BeejanDbContext db, string actor, string action, string subject, string? details, CancellationToken ct);

    /// <summary>Walks the whole chain.</summary>
    Task<AuditVerdict> VerifyAsync(CancellationToken ct);
}

/// <summary>What walking the chain found.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="BrokenAt">The first id that is missing, changed or out of order; null when the chain is whole.</param>
public sealed record AuditVerdict(long Entries, long? BrokenAt);
