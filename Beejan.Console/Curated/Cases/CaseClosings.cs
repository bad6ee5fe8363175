using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated.Cases;

/// <summary>Statuses are in no rollup, so settling moves none.</summary>
internal sealed class CaseClosings(IDatabase database, TimeProvider clock) : ICaseClosings
{
    private const int Batch = 2000;

    private const string LogEvent =
        """
        INSERT INTO case_events (complaint_id, at, actor, action, field, before, after)
        SELECT id, CASE WHEN reported_at > @at THEN reported_at ELSE @at END, @actor, 'settle', 'status', status, @status
        FROM complaints WHERE id = @id AND is_open
        """;

    private const string Settle =
        """
        UPDATE complaints SET status = @status, is_open = FALSE, version = version + 1, updated_at = @now,
          resolved_at = CASE WHEN reported_at > @at THEN reported_at ELSE @at END,
          first_contact_at = COALESCE(first_contact_at, CASE WHEN reported_at > @at THEN reported_at ELSE @at END)
        WHERE id = @id AND is_open
        """;

    public async Task<int> SettleAsync(IReadOnlyList<(long Id, DateTimeOffset At)> cases, string actor, CancellationToken ct)
    {
        var settled = 0;
        foreach (var batch in cases.Chunk(Batch))
        {
            settled += await database.WriteAsync((db, stop) => SettleAsync(db, batch, actor, stop), ct);
        }
        return settled;
    }

    private async Task<int> SettleAsync(BeejanDbContext db, (long Id, DateTimeOffset At)[] batch, string actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var log = db.Prepare(LogEvent, "id", "at", "actor", "status");
        await using var settle = db.Prepare(Settle, "id", "at", "status", "now");
        var settled = 0;
        foreach (var (id, at) in batch)
        {
            var ms = at.ToUnixTimeMilliseconds();
            await log.With(id, ms, actor, Statuses.Resolved).ExecuteNonQueryAsync(ct);
            settled += await settle.With(id, ms, Statuses.Resolved, now).ExecuteNonQueryAsync(ct);
        }
        return settled;
    }
}
