using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Processing.Stages;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Processing.Merging;

/// <summary>Writes what a judged page means for complaints that stand for others: what was set aside, what gives way, what must be judged again.</summary>
internal sealed class Merger(IMergedRows merged, Merges ledger, TimeProvider clock, IOptions<ProcessingOptions> options)
{
    /// <summary>In the caller's transaction, after complaints and answers. Returns how many records were put back in flight.</summary>
    public async Task<int> WriteAsync(BeejanDbContext db, RunId run, IReadOnlyList<Verdict> page, CancellationToken ct)
    {
        Note(db, page);
        var (requeued, now) = (0, clock.GetUtcNow());
        foreach (var verdict in page)
        {
            var (root, isVersion) = (verdict.Stored.Root, verdict.Stored.Root != verdict.Stored.RawId);
            if (verdict is { Repeat: not null, Answer: { DuplicateOf: { } into, Reason.Code: var code } } && isVersion && IsMerge(code))
            {
                // An older version of it may be served.
                requeued += await GiveWayAsync(db, run, verdict.Rules.Version, root, into, code, now, ct);
            }
            else if (verdict is { Draft: { } draft, Complaint: not null })
            {
                foreach (var other in draft.StandsFor)
                {
                    requeued += await GiveWayAsync(db, run, verdict.Rules.Version, other.Id, root, other.Code, now, ct);
                }
                // Its words may be others now, and what repeated the old ones may not repeat these.
                requeued += isVersion ? await ledger.RequeueRepeatsAsync(db, root, MergeCodes.Automatic, ct) : 0;
            }
        }
        return requeued;
    }

    /// <summary>Keeps what the page sets aside for another complaint, and forgets that of what it serves. Nothing that is served gives way.</summary>
    public void Note(BeejanDbContext db, IReadOnlyList<Verdict> page)
    {
        var now = clock.GetUtcNow();
        List<MergedRow> aside = [];
        List<long> stand = [];
        foreach (var verdict in page)
        {
            if (verdict is { Repeat: { } repeat, Answer: { DuplicateOf: { } into, Reason.Code: var code } } && IsMerge(code))
            {
                aside.Add(Row(repeat, into, code, now));
            }
            else if (verdict.Repeat is null && (!verdict.Stored.Fresh || verdict.Stored.Root != verdict.Stored.RawId))
            {
                stand.Add(verdict.Stored.Root);
            }
        }
        merged.Forget(db, stand);
        merged.Keep(db, aside);
    }

    private async Task<int> GiveWayAsync(BeejanDbContext db, RunId run, string version, long root, long into, string code, DateTimeOffset now, CancellationToken ct)
    {
        if (await merged.TakeOutAsync(db, root, into, code, null, null, now, ct) is null)
        {
            return 0;
        }
        ledger.SetAside(db, version, run, root, "duplicates", DuplicateStage.ReasonOf(code, options.Value), into);
        var requeued = await ledger.RequeueRepeatsAsync(db, root, MergeCodes.Automatic, ct);
        // What is left are posts counted on it: they are counted on the one that stands for it now.
        Merges.Repoint(db, root, into);
        return requeued;
    }

    private static bool IsMerge(string? code) => code is MergeCodes.Exact or MergeCodes.Near or MergeCodes.Channel or MergeCodes.ByHand;

    private static MergedRow Row(Complaint repeat, long into, string code, DateTimeOffset now) => new()
    {
        Id = repeat.Id, IntoId = into, RawId = repeat.RawId, Code = code, Channel = repeat.Channel, ReportedAt = repeat.ReportedAt,
        ReceivedAt = repeat.ReceivedAt, Text = repeat.Text, At = now,
    };
}
