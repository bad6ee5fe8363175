using Beejan.Curated.Cases;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Masking;

internal sealed class NotPersonal(IDatabase database) : INotPersonal
{
    private static readonly Dictionary<long, IReadOnlySet<string>> Nothing = [];

    public Task<IReadOnlyDictionary<long, IReadOnlySet<string>>> BetweenAsync(long first, long last, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, IReadOnlySet<string>>>((db, _) =>
        {
            Dictionary<long, IReadOnlySet<string>>? found = null;
            using var look = db.PrepareStatement("SELECT complaint_id, token, taken_back FROM not_personal WHERE complaint_id >= @a AND complaint_id <= @z", "a", "z");
            look.Read([first, last], row =>
            {
                found ??= [];
                var tokens = (HashSet<string>)(found.TryGetValue(row.Int64(0), out var known) ? known : found[row.Int64(0)] = new HashSet<string>(StringComparer.Ordinal));
                if (row.Int64(2) == 0)
                {
                    tokens.Add(row.Text(1));
                }
                return true;
            });
            return Task.FromResult<IReadOnlyDictionary<long, IReadOnlySet<string>>>(found ?? Nothing);
        }, ct);

    public Task<IReadOnlyList<NotPersonalRow>> OfAsync(long id, CancellationToken ct) => database.ReadAsync<IReadOnlyList<NotPersonalRow>>(
        async (db, stop) => await db.Set<NotPersonalRow>().Where(n => n.ComplaintId == id).OrderBy(n => n.RawId).ToListAsync(stop), ct);

    public async Task<bool> WriteAsync(BeejanDbContext db, NotPersonalRow row, CancellationToken ct)
    {
        if (!Put(db, row))
        {
            return false;
        }
        db.Add(new CaseEventRow
        {
            ComplaintId = row.ComplaintId, At = row.At, Actor = row.Actor, Action = row.TakenBack ? "mask" : "unmask", Field = row.Kind,
            Before = row.TakenBack ? "not personal" : "personal", After = row.TakenBack ? "personal" : "not personal",
        });
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return true;
    }

    private static bool Put(BeejanDbContext db, NotPersonalRow row)
    {
        using var put = db.PrepareStatement(
            """
            INSERT INTO not_personal (complaint_id, token, kind, taken_back, actor, at, raw_id) VALUES (@id, @token, @kind, @back, @actor, @at, @raw)
            ON CONFLICT (complaint_id, token) DO UPDATE SET taken_back = excluded.taken_back, actor = excluded.actor, at = excluded.at, raw_id = excluded.raw_id
            WHERE not_personal.raw_id < excluded.raw_id
            RETURNING 1
            """, "id", "token", "kind", "back", "actor", "at", "raw");
        return put.Scalar(row.ComplaintId, row.Token, row.Kind, row.TakenBack, row.Actor, row.At.ToUnixTimeMilliseconds(), row.RawId) is not null;
    }

    public Task<IReadOnlyList<OverMasked>> CountAsync(DateTimeOffset since, CancellationToken ct) => database.ReadAsync<IReadOnlyList<OverMasked>>(async (db, stop) =>
    {
        var rows = await db.Set<NotPersonalRow>().Where(n => !n.TakenBack).Select(n => new { n.Kind, n.ComplaintId, n.At, n.RawId }).ToListAsync(stop);
        return [.. rows.GroupBy(n => n.Kind)
            .Select(g => new OverMasked(g.Key, g.Count(n => n.At >= since), g.Count(), g.Select(n => n.ComplaintId).Distinct().Count(), g.MaxBy(n => n.RawId)!.ComplaintId))
            .OrderByDescending(o => o.Ever).ThenBy(o => o.Kind, StringComparer.Ordinal)];
    }, ct);
}
