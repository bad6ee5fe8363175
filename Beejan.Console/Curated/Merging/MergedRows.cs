using System.Text.Json;
using Beejan.Curated.Cases;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Merging;

/// <summary>
/// Takes complaints out of what is served and puts them back as they were, with rollups, customers and counts of posts. All in the caller's
/// transaction; the ledger's part is the caller's.
/// </summary>
internal sealed class MergedRows(IDatabase database) : IMergedRows
{
    /// <summary>A complaint and all that were merged into it, however deep.</summary>
    private const string Under = "WITH RECURSIVE under (id) AS (SELECT CAST(@id AS BIGINT) UNION SELECT m.id FROM merged m JOIN under u ON m.into_id = u.id)";

    private const string Into = "SELECT into_id FROM merged WHERE id = @id";

    public void Keep(BeejanDbContext db, IReadOnlyList<MergedRow> rows) => Write(db, rows);

    private static void Write(BeejanDbContext db, IReadOnlyList<MergedRow> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }
        using var write = db.PrepareStatement(
            """
            INSERT INTO merged (id, into_id, raw_id, code, channel, reported_at, received_at, text, actor, at, why, served)
            VALUES (@id, @into, @raw, @code, @channel, @reported, @received, @text, @actor, @at, @why, @served)
            ON CONFLICT (id) DO UPDATE SET into_id = excluded.into_id, raw_id = excluded.raw_id, code = excluded.code, channel = excluded.channel,
                reported_at = excluded.reported_at, received_at = excluded.received_at, text = excluded.text, at = excluded.at
            WHERE merged.actor IS NULL AND merged.raw_id <= excluded.raw_id
            """, "id", "into", "raw", "code", "channel", "reported", "received", "text", "actor", "at", "why", "served");
        foreach (var r in rows)
        {
            write.Run(r.Id, r.IntoId, r.RawId, r.Code, r.Channel, r.ReportedAt.ToUnixTimeMilliseconds(), r.ReceivedAt.ToUnixTimeMilliseconds(), r.Text, r.Actor,
                r.At.ToUnixTimeMilliseconds(), r.Why, r.Served);
        }
    }

    public void Forget(BeejanDbContext db, IReadOnlyList<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }
        using var forget = db.PrepareStatement("DELETE FROM merged WHERE id = @id AND actor IS NULL", "id");
        foreach (var id in ids)
        {
            forget.Run(id);
        }
    }

    public async Task<MergedRow?> TakeOutAsync(BeejanDbContext db, long id, long into, string code, string? actor, string? why, DateTimeOffset at, CancellationToken ct)
    {
        var taken = await TakeOutAsync(db, [new GivingWay(id, into, code)], actor, why, at, ct);
        return taken.Count == 0 ? null : taken[0];
    }

    public Task<IReadOnlyList<MergedRow>> GiveWayAsync(BeejanDbContext db, IReadOnlyList<GivingWay> those, DateTimeOffset at, CancellationToken ct) =>
        TakeOutAsync(db, those, null, null, at, ct);

    private static async Task<IReadOnlyList<MergedRow>> TakeOutAsync(
        BeejanDbContext db, IReadOnlyList<GivingWay> those, string? actor, string? why, DateTimeOffset at, CancellationToken ct)
    {
        var served = new Dictionary<long, ComplaintRow>(those.Count);
        foreach (var some in those.Select(t => t.Id).Chunk(500))
        {
            await foreach (var row in db.Set<ComplaintRow>().AsNoTracking().Where(c => some.Contains(c.Id)).AsAsyncEnumerable().WithCancellation(ct))
            {
                served[row.Id] = row;
            }
        }
        var free = actor is null ? " AND corrected = 0 AND first_contact_at IS NULL" : "";
        using var delete = db.PrepareStatement($"DELETE FROM complaints WHERE id = @id{free} RETURNING id", "id");
        using var words = new ComplaintWords(db);
        var (taken, gone) = (new List<MergedRow>(those.Count), new List<ComplaintRow>(those.Count));
        foreach (var (id, into, code) in those)
        {
            if (served.Remove(id, out var row) && delete.Scalar(id) is not null)
            {
                words.Remove(id, row.Text);
                gone.Add(row);
                taken.Add(new MergedRow
                {
                    Id = id, IntoId = into, RawId = row.RawId, Code = code, Channel = row.Channel, ReportedAt = row.ReportedAt, ReceivedAt = row.ReceivedAt,
                    Text = row.Text, Actor = actor, At = at, Why = why, Served = JsonSerializer.Serialize(row),
                });
            }
        }
        Count(db, gone, -1);
        Write(db, [.. taken.Where(t => !EchoCodes.All.Contains(t.Code))]);
        EchoCount.Keep(db, [.. taken.Where(t => EchoCodes.All.Contains(t.Code)).Select(t =>
            new EchoRow { Id = t.Id, RawId = t.RawId, ComplaintId = t.IntoId, At = t.ReportedAt, Share = t.Code == EchoCodes.Share })]);
        CountEchoes(db, [.. taken.Select(t => t.IntoId)]);
        return taken;
    }

    public async Task<ComplaintRow?> PutBackAsync(BeejanDbContext db, long id, CancellationToken ct)
    {
        if (await db.Set<MergedRow>().AsNoTracking().FirstOrDefaultAsync(m => m.Id == id, ct) is not { } merged)
        {
            return null;
        }
        await db.Set<MergedRow>().Where(m => m.Id == id).ExecuteDeleteAsync(ct);
        CountEchoes(db, [merged.IntoId]);
        if (merged.Served is null)
        {
            return null;
        }
        var row = JsonSerializer.Deserialize<ComplaintRow>(merged.Served)!;
        db.Add(row);
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        using var words = new ComplaintWords(db);
        words.Add(id, row.Text);
        Count(db, [row], +1);
        CountEchoes(db, [id]);
        return row;
    }

    public async Task<ComplaintRow?> HoldAsync(BeejanDbContext db, long id, CancellationToken ct)
    {
        // SQLite has one writer, so nobody needs to be held.
        if (!database.IsSqlite)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM complaints WHERE id = {id} FOR UPDATE", ct);
        }
        return await db.Set<ComplaintRow>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
    }

    public async Task KeepApartAsync(BeejanDbContext db, ApartRow row, CancellationToken ct)
    {
        if (!await db.Set<ApartRow>().AnyAsync(a => a.Id == row.Id, ct))
        {
            db.Add(row);
            await db.SaveChangesAsync(ct);
        }
    }

    public async Task TellAsync(BeejanDbContext db, CaseEventRow line, string why, CancellationToken ct)
    {
        db.AddRange(line, new CaseEventRow { ComplaintId = line.ComplaintId, At = line.At, Actor = line.Actor, Action = "note", Note = why });
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    public async Task<IReadOnlyList<MergedRow>> UnderAsync(BeejanDbContext db, long id, CancellationToken ct)
    {
        var rows = new List<MergedRow>();
        foreach (var some in Below(db, id).Chunk(500))
        {
            rows.AddRange(await db.Set<MergedRow>().AsNoTracking().Where(m => some.Contains(m.Id)).ToListAsync(ct));
        }
        return [.. rows.OrderByDescending(r => r.ReportedAt).ThenBy(r => r.Id)];
    }

    public (MergedRow? Row, long Stands) Find(BeejanDbContext db, long id)
    {
        using var into = db.PrepareStatement(Into, "id");
        return (db.Set<MergedRow>().AsNoTracking().FirstOrDefault(m => m.Id == id), Standing(into, id));
    }

    public IReadOnlyList<long> Below(BeejanDbContext db, long id) => Ids(db, $"{Under} SELECT id FROM under WHERE id <> @id", id);

    public IReadOnlyList<long> EchoesOf(BeejanDbContext db, long id) => Ids(db, $"{Under} SELECT e.raw_id FROM echoes e JOIN under u ON e.complaint_id = u.id", id);

    public IReadOnlyList<(long RawId, long Into)> MoveEchoes(BeejanDbContext db, IReadOnlyList<(long From, long To)> those, TimeSpan shares, TimeSpan copies)
    {
        var moved = new List<(long, long)>();
        using var move = db.PrepareStatement(
            """
            UPDATE echoes SET complaint_id = @to WHERE complaint_id = @from
                AND ABS(at - (SELECT reported_at FROM complaints WHERE id = @to)) <= CASE WHEN share THEN @shares ELSE @copies END RETURNING raw_id
            """, "to", "from", "shares", "copies");
        foreach (var (from, to) in those)
        {
            move.Read([to, from, (long)shares.TotalMilliseconds, (long)copies.TotalMilliseconds], row =>
            {
                moved.Add((row.Int64(0), to));
                return true;
            });
        }
        CountEchoes(db, [.. those.Select(t => t.To)]);
        return moved;
    }

    /// <summary>The complaint that stands for this one in the end: itself when it was merged into none.</summary>
    private static long Standing(Statement into, long id)
    {
        while (into.Scalar(id) is { } next)
        {
            id = next;
        }
        return id;
    }

    /// <summary>Counts the posts that repeat those which stand for these, or one that was merged into them.</summary>
    internal static void CountEchoes(BeejanDbContext db, IReadOnlyCollection<long> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }
        using var into = db.PrepareStatement(Into, "id");
        using var count = db.PrepareStatement(
            $"UPDATE complaints SET echoes = ({Under} SELECT COUNT(*) FROM echoes e JOIN under u ON e.complaint_id = u.id) WHERE id = @id", "id");
        foreach (var id in ids.Select(id => Standing(into, id)).Distinct())
        {
            count.Run(id);
        }
    }

    private static void Count(BeejanDbContext db, IReadOnlyList<ComplaintRow> rows, int sign)
    {
        var rollups = new RollupDelta();
        using var customer = db.PrepareStatement("UPDATE customers SET complaints = complaints + @n WHERE id = @id", "n", "id");
        foreach (var row in rows)
        {
            rollups.Add(Counted.Of(row), sign);
            customer.Run(sign, row.CustomerId);
        }
        rollups.Write(db);
    }

    private static List<long> Ids(BeejanDbContext db, string sql, long id)
    {
        var found = new List<long>();
        using var look = db.PrepareStatement(sql, "id");
        look.Read([id], row =>
        {
            found.Add(row.Int64(0));
            return true;
        });
        return found;
    }
}
