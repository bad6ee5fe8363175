using System.Globalization;
using Beejan.Governance.Audit;
using Beejan.RawZone;
using Beejan.Storage;

namespace Beejan.Operations.Trace;

/// <summary>
/// Shows the bytes of a record to one person: they are as they came, with names and numbers, so who looks is in the audit trail before they
/// are given.
/// </summary>
public sealed class RawLooks(IRawZone rawZone, IDatabase database, IAuditTrail audit)
{
    /// <summary>The record; null when nothing landed under that id, which is no look.</summary>
    /// <param name="rawId">Its raw id.</param>
    /// <param name="actor">Who looks; null when this look is in the trail already.</param>
    /// <param name="ct">Stops waiting.</param>
    public async Task<StoredRecord?> FindAsync(long rawId, string? actor, CancellationToken ct)
    {
        var stored = await rawZone.FindAsync(rawId, ct);
        if (stored is not null && actor is not null)
        {
            await database.WriteAsync(async (db, stop) =>
            {
                await audit.WriteAsync(db, actor, "raw.view", string.Create(CultureInfo.InvariantCulture, $"record {rawId}"), null, stop);
                return 0;
            }, ct);
        }
        return stored;
    }
}
