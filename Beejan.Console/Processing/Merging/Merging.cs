using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Curated.Merging;
using Beejan.Governance.Audit;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;

namespace Beejan.Processing.Merging;

/// <summary>Merging and separating by hand.</summary>
internal sealed class Merging(IDatabase database, IMergedRows merged, Merges ledger, ICurated curated, IAuditTrail audit, IChangeFeed feed, TimeProvider clock) : IMerging
{
    private const string Stage = "person";

    public async Task<MergeOutcome> MergeAsync(long id, long into, string why, string actor, CancellationToken ct)
    {
        if (Fault(why) is { } fault)
        {
            return new MergeOutcome.Refused(fault);
        }
        if (id == into)
        {
            return new MergeOutcome.Refused(new Reason("merge.itself", "A complaint cannot be merged into itself; name the other one.", "into"));
        }
        var outcome = await database.WriteAsync((db, stop) => MergeAsync(db, id, into, why.Trim(), actor, stop), ct);
        feed.Publish(Topic.Complaints);
        return outcome;
    }

    public async Task<MergeOutcome> SeparateAsync(long id, string why, string actor, CancellationToken ct)
    {
        if (Fault(why) is { } fault)
        {
            return new MergeOutcome.Refused(fault);
        }
        var outcome = await database.WriteAsync((db, stop) => SeparateAsync(db, id, why.Trim(), actor, stop), ct);
        feed.Publish(Topic.RawZone);
        feed.Publish(Topic.Complaints);
        return outcome;
    }

    public Task<IReadOnlyList<MergedRow>> UnderAsync(long id, CancellationToken ct) => database.ReadAsync((db, stop) => merged.UnderAsync(db, id, stop), ct);

    private async Task<MergeOutcome> MergeAsync(BeejanDbContext db, long id, long into, string why, string actor, CancellationToken ct)
    {
        if (await merged.HoldAsync(db, id, ct) is not { } row || await merged.HoldAsync(db, into, ct) is not { } other)
        {
            return new MergeOutcome.Refused(new Reason("complaint.not-found", "One of the two is not served any more: it was merged meanwhile, or never was a complaint.", "into"));
        }
        var now = clock.GetUtcNow();
        await merged.TakeOutAsync(db, id, into, MergeCodes.ByHand, actor, why, now, ct);
        var reason = new Reason(MergeCodes.ByHand, "A person merged it into another complaint, which stands for both.");
        ledger.SetAside(db, Pipeline.Version, RunId.New(), Stage, [(id, into, reason)]);
        Merges.Repoint(db, [(id, into)]);
        // Work on either is work on what stands for both.
        var stands = await curated.DecideAsync(db, into, r => r.FirstContactAt ??= now, ct);
        await merged.TellAsync(db, new CaseEventRow { ComplaintId = id, At = now, Actor = actor, Action = "merge", Field = "into", Before = row.Number, After = other.Number }, why, ct);
        await merged.TellAsync(db, new CaseEventRow { ComplaintId = into, At = now, Actor = actor, Action = "merge", Field = "takes in", Before = null, After = row.Number }, why, ct);
        await audit.WriteAsync(db, actor, "complaint.merged", row.Number, $"into {other.Number}", ct);
        return new MergeOutcome.Done(stands);
    }

    private async Task<MergeOutcome> SeparateAsync(BeejanDbContext db, long id, string why, string actor, CancellationToken ct)
    {
        var (row, stands) = merged.Find(db, id);
        if (row is null)
        {
            return new MergeOutcome.Refused(new Reason("complaint.not-merged", "It stands by itself already."));
        }
        var (now, number) = (clock.GetUtcNow(), ComplaintNumber.Format(id, row.ReceivedAt));
        await merged.KeepApartAsync(db, new ApartRow { Id = id, Actor = actor, At = now, Why = why }, ct);
        var (below, echoes) = (merged.Below(db, id), merged.EchoesOf(db, id));
        var back = await merged.PutBackAsync(db, id, ct);
        if (back is null)
        {
            await ledger.RequeueAsync(db, id, ct);
        }
        else
        {
            await ledger.ReturnAsync(db, Pipeline.Version, RunId.New(), id, back.RawId, ct);
        }
        Merges.RepointSome(db, stands, id, below, echoes);
        var other = await curated.DecideAsync(db, stands, r => r.FirstContactAt ??= now, ct);
        await merged.TellAsync(db, new CaseEventRow { ComplaintId = id, At = now, Actor = actor, Action = "separate", Field = "from", Before = other?.Number, After = number }, why, ct);
        await merged.TellAsync(db, new CaseEventRow { ComplaintId = stands, At = now, Actor = actor, Action = "separate", Field = "lets go", Before = number, After = null }, why, ct);
        await audit.WriteAsync(db, actor, "complaint.separated", number, $"from {other?.Number}", ct);
        return new MergeOutcome.Done(back);
    }

    private static Reason? Fault(string why) => string.IsNullOrWhiteSpace(why) ? new Reason("why.missing", "Say why, for those who read the history.", "why")
        : why.Length > IMerging.MostWhy ? new Reason("why.too-long", $"A reason has at most {IMerging.MostWhy} characters.", "why") : null;
}
