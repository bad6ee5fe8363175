using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary>Reads the dead letters: records that were rejected, with stage, code and message.</summary>
public sealed class SetAside(IDatabase database)
{
    private const long Day = 24L * 60 * 60 * 1000;

    /// <summary>Nigeria keeps UTC+1 all year.</summary>
    private const long Lagos = 60L * 60 * 1000;

    /// <summary>One group per code and stage, the largest first.</summary>
    /// <param name="since">The first day of the trend, in Lagos.</param>
    /// <param name="source">Only this source; null for all.</param>
    public Task<IReadOnlyList<DeadLetterGroup>> GroupsAsync(DateOnly since, CancellationToken ct, string? source = null) => database.ReadAsync<IReadOnlyList<DeadLetterGroup>>((db, _) =>
    {
        // Buckets of a day, folded here: one pass over the index of what was set aside.
        using var command = db.Prepare(
            $"""
            SELECT reason_code, COALESCE(stage, ''), (answered_at + {Lagos}) / {Day}, COUNT(*), MIN(received_at), MAX(received_at), MAX(reason_message), MAX(raw_id)
            FROM ledger WHERE fate = 3{(source is null ? "" : " AND source = @source")} GROUP BY 1, 2, 3
            """);
        if (source is not null)
        {
            var only = command.CreateParameter();
            (only.ParameterName, only.Value) = ("source", source);
            command.Parameters.Add(only);
        }
        using var rows = command.ExecuteReader();
        var days = new List<(string Code, string Stage, long Day, long Count, long First, long Last, string Message, long RawId)>();
        while (rows.Read())
        {
            days.Add((rows.IsDBNull(0) ? "unknown" : rows.GetString(0), rows.GetString(1), rows.IsDBNull(2) ? 0 : rows.GetInt64(2), rows.GetInt64(3),
                rows.GetInt64(4), rows.GetInt64(5), rows.IsDBNull(6) ? "" : rows.GetString(6), rows.GetInt64(7)));
        }
        return Task.FromResult<IReadOnlyList<DeadLetterGroup>>(
        [
            .. days.GroupBy(d => (d.Code, d.Stage)).Select(group => new DeadLetterGroup(
                group.Key.Code, group.Key.Stage, group.Sum(d => d.Count),
                DateTimeOffset.FromUnixTimeMilliseconds(group.Min(d => d.First)), DateTimeOffset.FromUnixTimeMilliseconds(group.Max(d => d.Last)),
                group.MaxBy(d => d.RawId).Message, group.GroupBy(d => DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(d.Day))).Where(d => d.Key >= since)
                    .ToDictionary(day => day.Key, day => day.Sum(d => d.Count))))
                .OrderByDescending(group => group.Count).ThenBy(group => group.Code, StringComparer.Ordinal),
        ]);
    }, ct);

    /// <summary>The newest first.</summary>
    /// <param name="code">Only this reason; null for all.</param>
    /// <param name="before">Only raw ids below this; null for the newest.</param>
    /// <param name="source">Only this source; null for all.</param>
    public Task<IReadOnlyList<LedgerRow>> ListAsync(string? code, long? before, int take, CancellationToken ct, string? source = null) => database.ReadAsync<IReadOnlyList<LedgerRow>>(
        async (db, stop) => await Rejected(db, code, before).Where(r => source == null || r.Source == source).OrderByDescending(r => r.RawId).Take(take).ToListAsync(stop), ct);

    /// <summary>All raw ids of a reason, for a retry; null for every dead letter.</summary>
    /// <param name="source">Only this source; null for all.</param>
    public Task<IReadOnlyList<long>> IdsAsync(string? code, CancellationToken ct, string? source = null) => database.ReadAsync<IReadOnlyList<long>>(
        async (db, stop) => await Rejected(db, code, null).Where(r => source == null || r.Source == source).OrderBy(r => r.RawId).Select(r => r.RawId).ToListAsync(stop), ct);

    private static IQueryable<LedgerRow> Rejected(BeejanDbContext db, string? code, long? before)
    {
        var rows = db.Set<LedgerRow>().Where(r => r.Fate == Fate.Rejected);
        rows = code is null ? rows : rows.Where(r => r.ReasonCode == code);
        return before is null ? rows : rows.Where(r => r.RawId < before);
    }
}

/// <summary>Dead letters with the same reason at the same stage.</summary>
/// <param name="Sample">The newest one's message.</param>
/// <param name="ByDay">Per day of the answer, in Lagos; days without any are missing.</param>
public sealed record DeadLetterGroup(
    string Code, string Stage, long Count, DateTimeOffset First, DateTimeOffset Last, string Sample, IReadOnlyDictionary<DateOnly, long> ByDay);
