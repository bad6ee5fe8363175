using System.Data.Common;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Governance.Audit;

internal sealed class AuditTrail(IDatabase database, TimeProvider clock) : IAuditTrail
{
    private static readonly string Genesis = new('0', 64);

    public async Task WriteAsync(BeejanDbContext db, string actor, string action, string subject, string? details, CancellationToken ct)
    {
        if (!database.IsSqlite)
        {
            // SQLite has one writer anyway; here two transactions must not both append after the same entry.
            await db.Database.ExecuteSqlRawAsync("LOCK TABLE audit_entries IN EXCLUSIVE MODE", ct);
        }
        var (lastId, lastHash) = await LastAsync(db, ct);
        var entry = new AuditEntry
        {
            Id = lastId + 1,
            // As stored, so that the hash can be computed again.
            At = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()),
            Actor = Cut(actor),
            Action = action,
            Subject = Cut(subject),
            Details = details,
            PreviousHash = lastHash,
        };
        entry.Hash = entry.ComputeHash();
        await using var insert = db.Prepare(
            "INSERT INTO audit_entries (id, at, actor, action, subject, details, previous_hash, hash) VALUES (@id, @at, @actor, @action, @subject, @details, @previous, @hash)",
            "id", "at", "actor", "action", "subject", "details", "previous", "hash");
        insert.With(entry.Id, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Action, entry.Subject, entry.Details, entry.PreviousHash, entry.Hash);
        await insert.ExecuteNonQueryAsync(ct);
    }

    public Task<AuditVerdict> VerifyAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var (previous, count) = (Genesis, 0L);
        long? broken = null;
        await foreach (var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(stop))
        {
            if (entry.Id != count + 1 || entry.PreviousHash != previous || entry.Hash != entry.ComputeHash())
            {
                broken = count + 1;
                break;
            }
            (previous, count) = (entry.Hash, entry.Id);
        }
        return new AuditVerdict(broken is null ? count : await db.Set<AuditEntry>().LongCountAsync(stop), broken);
    }, ct);

    private static async Task<(long Id, string Hash)> LastAsync(BeejanDbContext db, CancellationToken ct)
    {
        await using var last = db.Prepare("SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1");
        await using DbDataReader reader = await last.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetInt64(0), reader.GetString(1)) : (0, Genesis);
    }

    private static string Cut(string text) => text.Length <= 256 ? text : text[..256];
}
