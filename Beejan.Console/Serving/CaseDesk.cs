using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Serving;

/// <summary>
/// People's decisions: each is one transaction with its lines in the history, and the change is told after the commit. Pages and API share it.
/// </summary>
public sealed class CaseDesk(IDatabase database, ICurated curated, IComplaints complaints, ITaxonomy taxonomy, IRanking ranking, IChangeFeed feed, TimeProvider clock)
{
    /// <summary>The most complaints one bulk change takes.</summary>
    public const int MostAtOnce = 10_000;

    private const int Batch = 500;

    /// <summary>The statuses a case may go to from this one.</summary>
    public static IReadOnlyList<string> Next(string status) => CaseRules.Next(status);

    /// <summary>Changes one case.</summary>
    /// <param name="version">The version the person saw; null takes whatever is there.</param>
    public async Task<CaseOutcome> ChangeAsync(long id, int? version, CaseChange change, string actor, CancellationToken ct)
    {
        var outcome = await database.WriteAsync((db, stop) => ChangeAsync(db, id, version, change, actor, stop), ct);
        if (outcome is CaseOutcome.Done)
        {
            feed.Publish(Topic.Complaints);
        }
        return outcome;
    }

    /// <summary>Changes many, in transactions of some hundred: what is refused leaves the others alone.</summary>
    public async Task<BulkOutcome> BulkAsync(IReadOnlyList<long> ids, CaseChange change, string actor, bool dryRun, IProgress<int>? progress, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, MostAtOnce);
        change = change with { Action = change.Action == "claim" ? "claim" : "bulk" };
        var refused = new List<(long, Reason)>();
        var undo = new List<CaseUndo>();
        var (changed, unchanged) = (0, 0);
        foreach (var batch in ids.Distinct().Chunk(Batch))
        {
            var outcomes = dryRun
                ? await ForeseeAsync(batch, change, ct)
                : await database.WriteAsync(async (db, stop) =>
                {
                    var done = new List<(long, CaseOutcome)>(batch.Length);
                    foreach (var id in batch)
                    {
                        done.Add((id, await ChangeAsync(db, id, null, change, actor, stop)));
                    }
                    return done;
                }, ct);
            foreach (var (id, outcome) in outcomes)
            {
                switch (outcome)
                {
                    case CaseOutcome.Done { Undo: { } back }:
                        changed++;
                        undo.Add(back);
                        break;
                    case CaseOutcome.Done: unchanged++; break;
                    case CaseOutcome.Refused no: refused.Add((id, no.Reason)); break;
                    default: refused.Add((id, new Reason("complaint.not-found", "There is no such complaint."))); break;
                }
            }
            progress?.Report(changed + unchanged + refused.Count);
        }
        if (changed > 0 && !dryRun)
        {
            feed.Publish(Topic.Complaints);
        }
        return new BulkOutcome(ids.Count, changed, unchanged, refused, dryRun ? [] : undo);
    }

    /// <summary>Puts cases back as they were, but those somebody changed since. Returns how many went back.</summary>
    public async Task<int> UndoAsync(IReadOnlyList<CaseUndo> steps, string actor, CancellationToken ct)
    {
        var back = 0;
        foreach (var batch in steps.Chunk(Batch))
        {
            back += await database.WriteAsync(async (db, stop) =>
            {
                var done = 0;
                foreach (var step in batch)
                {
                    if (await SeeAsync(db, step.Id, stop) is { } row && row.Version == step.Version)
                    {
                        await WriteAsync(db, row, step.Before, "undo", null, actor, stop);
                        done++;
                    }
                }
                return done;
            }, ct);
        }
        feed.Publish(Topic.Complaints);
        return back;
    }

    private async Task<CaseOutcome> ChangeAsync(BeejanDbContext db, long id, int? version, CaseChange change, string actor, CancellationToken ct)
    {
        if (await SeeAsync(db, id, ct) is not { } row)
        {
            return new CaseOutcome.NotFound();
        }
        if (version is { } seen && seen != row.Version)
        {
            var last = await db.Set<CaseEventRow>().AsNoTracking().Where(e => e.ComplaintId == id).OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct);
            return new CaseOutcome.Moved(row, last?.Actor, last?.At ?? row.UpdatedAt);
        }
        var (after, refused) = CaseRules.Judge(row, change, taxonomy, ranking, clock.GetUtcNow());
        if (after is null)
        {
            return new CaseOutcome.Refused(refused!);
        }
        var before = CaseState.Of(row);
        if (IsNothing(before, after, change))
        {
            return new CaseOutcome.Done(row, null);
        }
        var written = await WriteAsync(db, row, after, change.Action, change.Note, actor, ct);
        return new CaseOutcome.Done(written, new CaseUndo(id, written.Version, before));
    }

    private static bool IsNothing(CaseState before, CaseState after, CaseChange change) => !before.Differs(after) && string.IsNullOrWhiteSpace(change.Note);

    private async Task<ComplaintRow> WriteAsync(BeejanDbContext db, ComplaintRow row, CaseState after, string action, string? note, string actor, CancellationToken ct)
    {
        var before = CaseState.Of(row);
        var written = await curated.DecideAsync(db, row.Id, after.ApplyTo, ct) ?? row;
        var now = clock.GetUtcNow();
        var lines = before.ChangesTo(after).Concat(before.ConfirmedBy(after)).Select(c => new CaseEventRow { Field = c.Field, Before = c.Before, After = c.After }).ToList();
        if (!string.IsNullOrWhiteSpace(note))
        {
            lines.Add(new CaseEventRow { Note = note.Trim() });
        }
        foreach (var line in lines)
        {
            (line.ComplaintId, line.At, line.Actor, line.Action) = (row.Id, now, actor, line.Note is null ? action : "note");
            db.Add(line);
        }
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();   // a bulk change passes here some hundred times with one context
        return written;
    }

    /// <summary>The row as it stands, held against other writers until the transaction ends (SQLite has only us).</summary>
    private async Task<ComplaintRow?> SeeAsync(BeejanDbContext db, long id, CancellationToken ct)
    {
        if (!database.IsSqlite)
        {
            await db.Database.ExecuteSqlAsync($"SELECT 1 FROM complaints WHERE id = {id} FOR UPDATE", ct);
        }
        return await db.Set<ComplaintRow>().AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
    }

    private async Task<List<(long, CaseOutcome)>> ForeseeAsync(long[] batch, CaseChange change, CancellationToken ct)
    {
        var rows = (await complaints.ByIdsAsync(batch, ct)).ToDictionary(r => r.Id);
        return [.. batch.Select(id => (id, Foresee(rows.GetValueOrDefault(id))))];

        CaseOutcome Foresee(ComplaintRow? row)
        {
            if (row is null)
            {
                return new CaseOutcome.NotFound();
            }
            var (after, refused) = CaseRules.Judge(row, change, taxonomy, ranking, clock.GetUtcNow());
            var before = CaseState.Of(row);
            return after is null ? new CaseOutcome.Refused(refused!)
                : new CaseOutcome.Done(row, IsNothing(before, after, change) ? null : new CaseUndo(row.Id, row.Version, before));
        }
    }
}
