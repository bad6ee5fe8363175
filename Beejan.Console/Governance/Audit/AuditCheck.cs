using Beejan.Contracts;

namespace Beejan.Governance.Audit;

/// <summary>No entry of the audit trail was changed, removed or slipped in.</summary>
internal sealed class AuditCheck(IAuditTrail trail) : ICheck
{
    public string Name => "audit-chain";

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        var verdict = await trail.VerifyAsync(ct);
        return verdict.BrokenAt is null
            ? new CheckResult(true, $"{verdict.Entries:N0} entries")
            : new CheckResult(false, $"the chain breaks at entry {verdict.BrokenAt}");
    }
}
