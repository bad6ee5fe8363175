using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Rulebook;

/// <summary>
/// The book of versions: what is in force, what was, what is tried. Every decision of a person is in the audit trail, in one transaction with
/// the deed; listeners are told after the commit.
/// </summary>
internal sealed class RuleBook(IDatabase database, IAuditTrail audit, IChangeFeed feed, TimeProvider clock)
{
    /// <summary>Which versions are live or in shadow. Cheap: asked for every page of records.</summary>
    public Task<IReadOnlyList<RuleMark>> InForceAsync(CancellationToken ct) => database.ReadAsync<IReadOnlyList<RuleMark>>(async (db, stop) =>
        await db.Set<RuleVersionRow>().Where(r => r.State == RuleStates.Live || r.State == RuleStates.Shadow).OrderBy(r => r.Id)
            .Select(r => new RuleMark(r.Id, r.Kind, r.Number, r.State)).ToListAsync(stop), ct);

    /// <summary>The versions of a kind, newest first; models without their content.</summary>
    public Task<IReadOnlyList<RuleVersionRow>> ListAsync(string kind, int take, CancellationToken ct) => database.ReadAsync<IReadOnlyList<RuleVersionRow>>(
        async (db, stop) => await db.Set<RuleVersionRow>().Where(r => r.Kind == kind).OrderByDescending(r => r.Number).Take(take).Select(r => new RuleVersionRow
        {
            Id = r.Id, Kind = r.Kind, Number = r.Number, Name = r.Name, State = r.State, Content = r.File != null ? "" : r.Content, File = r.File, Hash = r.Hash,
            Report = r.Report, Progress = r.Progress, CreatedBy = r.CreatedBy, CreatedAt = r.CreatedAt, DecidedBy = r.DecidedBy, DecidedAt = r.DecidedAt, Replaces = r.Replaces,
        }).ToListAsync(stop), ct);

    public Task<RuleVersionRow?> FindAsync(long id, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Id == id, stop), ct);

    /// <summary>Enters a new version; its number is the next of its kind.</summary>
    public async Task<RuleVersionRow> AddAsync(RuleVersionRow version, string by, CancellationToken ct)
    {
        await database.WriteAsync(async (db, stop) =>
        {
            version.Number = await db.Set<RuleVersionRow>().Where(r => r.Kind == version.Kind).MaxAsync(r => (int?)r.Number, stop) + 1 ?? 1;
            (version.CreatedBy, version.CreatedAt) = (by, clock.GetUtcNow());
            db.Add(version);
            await db.SaveChangesAsync(stop);
            await audit.WriteAsync(db, by, $"{version.Kind}.{(version.State == RuleStates.Asked ? "asked" : "drafted")}", Subject(version.Kind, version.Number), version.Name, stop);
            return true;
        }, ct);
        feed.Publish(Topic.Rules);
        return version;
    }

    /// <summary>Changes the members that the making of a version fills, while it has that state. False when it has not.</summary>
    public async Task<bool> FillAsync(long id, string whileState, Action<RuleVersionRow> change, CancellationToken ct)
    {
        var done = await database.WriteAsync(async (db, stop) =>
        {
            if (await db.Set<RuleVersionRow>().AsTracking().FirstOrDefaultAsync(r => r.Id == id && r.State == whileState, stop) is not { } row)
            {
                return false;
            }
            change(row);
            return await db.SaveChangesAsync(stop) >= 0;
        }, ct);
        feed.Publish(Topic.Rules);
        return done;
    }

    /// <summary>The oldest version of a kind in that state, or null.</summary>
    public Task<RuleVersionRow?> NextAsync(string kind, string state, CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<RuleVersionRow>().Where(r => r.Kind == kind && r.State == state).OrderBy(r => r.Id).FirstOrDefaultAsync(stop), ct);

    /// <summary>
    /// Switches a version on; what was in force retires. One that is switched on again replaces what it did before, so that rolling back always
    /// comes to what ships. False when it is not one that can be: not ready, or in force already.
    /// </summary>
    public Task<bool> PromoteAsync(long id, string by, CancellationToken ct) => DecideAsync(async (db, stop) =>
    {
        if (await db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Id == id, stop) is not { State: RuleStates.Draft or RuleStates.Shadow or RuleStates.Retired } row)
        {
            return false;
        }
        var before = await RetireAsync(db, row.Kind, by, stop);
        await SetAsync(db, id, RuleStates.Live, by, await LedToAsync(db, row, before, stop) ? row.Replaces : before, stop);
        await audit.WriteAsync(db, by, $"{row.Kind}.promoted", Subject(row.Kind, row.Number), $"replaces {Words(before)}", stop);
        return true;
    }, ct);

    /// <summary>Takes the live version of a kind out of force and puts back what it replaced. False when what ships is in force.</summary>
    /// <param name="number">The version that the caller means; false when it is another one by now. Null: whichever is live.</param>
    public Task<bool> RollBackAsync(string kind, string by, CancellationToken ct, int? number = null) => DecideAsync(async (db, stop) =>
    {
        if (await db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Kind == kind && r.State == RuleStates.Live && (number == null || r.Number == number), stop) is not { } live)
        {
            return false;
        }
        await RetireAsync(db, kind, by, stop);
        if (live.Replaces > 0 && await db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Kind == kind && r.Number == live.Replaces, stop) is { } earlier)
        {
            await SetAsync(db, earlier.Id, RuleStates.Live, by, earlier.Replaces, stop);
        }
        await audit.WriteAsync(db, by, $"{kind}.rolled-back", Subject(kind, live.Number), $"{Words(live.Replaces)} is in force again", stop);
        return true;
    }, ct);

    /// <summary>Begins or ends the shadow of a version; the one that was in shadow ends. False when it is in force or not ready.</summary>
    public Task<bool> ShadowAsync(long id, bool on, string by, CancellationToken ct) => DecideAsync(async (db, stop) =>
    {
        var (from, to) = on ? (RuleStates.Draft, RuleStates.Shadow) : (RuleStates.Shadow, RuleStates.Draft);
        if (await db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Id == id && (r.State == from || (on && r.State == RuleStates.Retired)), stop) is not { } row)
        {
            return false;
        }
        await db.Set<RuleVersionRow>().Where(r => r.Kind == row.Kind && r.State == RuleStates.Shadow).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, RuleStates.Draft), stop);
        await SetAsync(db, id, to, by, row.Replaces, stop);
        await audit.WriteAsync(db, by, on ? $"{row.Kind}.shadow-on" : $"{row.Kind}.shadow-off", Subject(row.Kind, row.Number), null, stop);
        return true;
    }, ct);

    /// <summary>Where a shadow and the live version agreed and differed.</summary>
    public Task<IReadOnlyList<ShadowMoveRow>> MovesAsync(long id, CancellationToken ct) => database.ReadAsync<IReadOnlyList<ShadowMoveRow>>(
        async (db, stop) => await db.Set<ShadowMoveRow>().Where(m => m.VersionId == id).OrderByDescending(m => m.Count).ToListAsync(stop), ct);

    /// <summary>Counts what a shadow said, in the caller's transaction.</summary>
    public static void Count(BeejanDbContext db, long id, int beside, IReadOnlyList<ShadowMove> moves)
    {
        using var count = db.PrepareStatement(
            """
            INSERT INTO shadow_moves (version_id, beside, live, shadow, count, sample) VALUES (@id, @b, @l, @s, @n, @c)
            ON CONFLICT (version_id, beside, live, shadow) DO UPDATE SET count = shadow_moves.count + excluded.count, sample = excluded.sample
            """, "id", "b", "l", "s", "n", "c");
        foreach (var cell in moves.GroupBy(m => (m.Live, m.Shadow)))
        {
            count.Run(id, beside, cell.Key.Live, cell.Key.Shadow, (long)cell.Count(), cell.Last().Complaint);
        }
    }

    private async Task<bool> DecideAsync(Func<BeejanDbContext, CancellationToken, Task<bool>> decide, CancellationToken ct)
    {
        var done = await database.WriteAsync(decide, ct);
        feed.Publish(Topic.Rules);
        return done;
    }

    /// <summary>True when that version is among what the one in force replaced, step by step.</summary>
    private static async Task<bool> LedToAsync(BeejanDbContext db, RuleVersionRow version, int live, CancellationToken ct)
    {
        var chain = await db.Set<RuleVersionRow>().Where(r => r.Kind == version.Kind).ToDictionaryAsync(r => r.Number, r => r.Replaces, ct);
        // Bounded by how many there are, as older books may hold a circle.
        for (var steps = 0; live > 0 && steps < chain.Count; steps++, live = chain.GetValueOrDefault(live))
        {
            if (live == version.Number)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Returns the number that was in force; 0 for what ships.</summary>
    private async Task<int> RetireAsync(BeejanDbContext db, string kind, string by, CancellationToken ct)
    {
        var live = await db.Set<RuleVersionRow>().FirstOrDefaultAsync(r => r.Kind == kind && r.State == RuleStates.Live, ct);
        if (live is not null)
        {
            await SetAsync(db, live.Id, RuleStates.Retired, by, live.Replaces, ct);
        }
        return live?.Number ?? 0;
    }

    private Task<int> SetAsync(BeejanDbContext db, long id, string state, string by, int replaces, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Set<RuleVersionRow>().Where(r => r.Id == id).ExecuteUpdateAsync(s => s.SetProperty(r => r.State, state).SetProperty(r => r.DecidedBy, by)
            .SetProperty(r => r.DecidedAt, now).SetProperty(r => r.Replaces, replaces), ct);
    }

    private static string Subject(string kind, int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{kind} {number}");

    private static string Words(int number) => number == 0 ? "what ships" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"version {number}");
}

/// <summary>One version that judges records, for real or in shadow.</summary>
internal sealed record RuleMark(long Id, string Kind, int Number, string State);

/// <summary>What the live version and the shadow said of one complaint.</summary>
internal readonly record struct ShadowMove(long Complaint, string Live, string Shadow);
