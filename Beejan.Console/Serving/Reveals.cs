using Beejan.Curated;
using Beejan.Governance.Audit;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Serving;

/// <summary>Shows a customer's clear identity to one person once: the audit entry stands before the answer is given.</summary>
public sealed class Reveals(IDatabase database, IAuditTrail audit)
{
    /// <summary>The shortest reason that says something.</summary>
    public const int LeastReason = 8;

    /// <summary>The customer in clear. The caller has checked <see cref="Governance.Access.Policies.RevealPersonalData"/>.</summary>
    /// <param name="number">The complaint it is looked at for.</param>
    public Task<CustomerRow?> RevealAsync(long customerId, string number, string actor, string reason, CancellationToken ct) =>
        database.WriteAsync(async (db, stop) =>
        {
            var customer = await db.Set<CustomerRow>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == customerId, stop);
            await audit.WriteAsync(db, actor, "customer.reveal", $"complaint {number}", reason, stop);
            return customer;
        }, ct);
}
