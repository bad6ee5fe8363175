using System.Text.Json;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Operations.Alerts;

/// <summary>What happened to the alerts, in order, for those who must miss nothing. Written in the transaction of what happened.</summary>
internal sealed class AlertJournal(IDatabase database)
{
    /// <summary>Events read at once.</summary>
    public const int PageSize = 100;

    /// <summary>The key of the lock that writing processes pass on.</summary>
    private const int WritingTurn = 26_11_22;

    /// <summary>
    /// Waits until no other process changes alerts, to the end of this transaction: PostgreSQL gives identifiers out before it commits, so two
    /// writers at once could show a later event before an earlier one. On SQLite the transaction itself does that.
    /// </summary>
    public async Task TurnAsync(BeejanDbContext db, CancellationToken ct)
    {
        if (!database.IsSqlite)
        {
            await db.Prepare($"SELECT pg_advisory_xact_lock({WritingTurn})").ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>Adds an event about a stored alert. The caller has its turn, and saves.</summary>
    public static void Add(BeejanDbContext db, AlertRow alert, string kind, DateTimeOffset at) =>
        db.Add(new AlertEventRow { AlertId = alert.Id, Kind = kind, At = at, Alert = JsonSerializer.Serialize(AlertDesk.Line(alert), JsonSerializerOptions.Web) });

    /// <summary>What happened after the event with this identifier, oldest first, at most <see cref="PageSize"/>.</summary>
    public Task<IReadOnlyList<AlertEventRow>> AfterAsync(long id, CancellationToken ct) => database.ReadAsync<IReadOnlyList<AlertEventRow>>(
        async (db, stop) => await db.Set<AlertEventRow>().Where(e => e.Id > id).OrderBy(e => e.Id).Take(PageSize).ToListAsync(stop), ct);

    /// <summary>The last event of each alert going on, oldest first, and the identifier of the last event of all; 0 before the first.</summary>
    public Task<(IReadOnlyList<AlertEventRow> GoingOn, long Last)> NowAsync(CancellationToken ct) => database.ReadAsync<(IReadOnlyList<AlertEventRow>, long)>(async (db, stop) =>
    {
        // The end first: what happens in between is told after it, not lost.
        var last = await LastAsync(db, stop);
        var open = db.Set<AlertRow>().Where(a => a.State == AlertStates.Open).Select(a => a.Id);
        var ids = await db.Set<AlertEventRow>().Where(e => e.Id <= last && open.Contains(e.AlertId)).GroupBy(e => e.AlertId).Select(g => g.Max(e => e.Id)).ToArrayAsync(stop);
        return (await db.Set<AlertEventRow>().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id).ToListAsync(stop), last);
    }, ct);

    /// <summary>The identifier of the last event; 0 before the first.</summary>
    public Task<long> LastAsync(CancellationToken ct) => database.ReadAsync(LastAsync, ct);

    private static async Task<long> LastAsync(BeejanDbContext db, CancellationToken ct) => await db.Set<AlertEventRow>().MaxAsync(e => (long?)e.Id, ct) ?? 0;
}
