using Beejan.Governance.Audit;
using Beejan.Storage;

namespace Beejan.Customers.Pages;

/// <summary>Notes that somebody sees a person's identities in clear: the entry stands before they are shown.</summary>
internal sealed class ClearLooks(IDatabase database, IAuditTrail audit)
{
    /// <summary>The shortest reason that says something.</summary>
    public const int LeastReason = 8;

    /// <summary>The caller has checked <see cref="Governance.Access.Policies.RevealPersonalData"/>.</summary>
    public Task NoteAsync(long customer, string actor, string reason, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await audit.WriteAsync(db, actor, "customer.reveal", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"customer {customer}"), reason, stop);
        return 0;
    }, ct);
}
