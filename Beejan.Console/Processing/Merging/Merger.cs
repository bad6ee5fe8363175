using Beejan.Contracts;
using Beejan.Curated;
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
    /// <param name="written">What the transaction writes: settled before any of it is taken back.</param>
    public async Task<int> WriteAsync(BeejanDbContext db, RunId run, IReadOnlyList<Verdict> page, ICuratedPages written, CancellationToken ct)
    {
        Note(db, page);
        List<GivingWay> giving = [];
        List<long> changed = [];
        List<long> recounts = [];
        foreach (var verdict in page)
        {
            var (root, isVersion) = (verdict.Stored.Root, verdict.Stored.Root != verdict.Stored.RawId);
            if (verdict is { Repeat: not null, Answer: { DuplicateOf: { } into, Reason.Code: var code } } && (isVersion || !verdict.Stored.Fresh) && (IsMerge(code) || EchoCodes.All.Contains(code)))
            {
                // It may be served, as an older version or as it was judged before.
                giving.Add(new GivingWay(root, into, code));
            }
            else if (verdict is { Draft: { } draft, Complaint: not null })
            {
                giving.AddRange(draft.StandsFor.Select(other => new GivingWay(other.Id, root, other.Code)));
                // Its words may be others now, and what repeated the old ones may not repeat these.
                changed.AddRange(isVersion ? [root] : []);
                recounts.AddRange(draft.Recounts);
            }
        }
        if (giving.Count > 0)
        {
            written.Settle();
            var gone = await merged.GiveWayAsync(db, giving, clock.GetUtcNow(), ct);
            List<(long, long, Reason)> aside = [.. gone.Select(g => (g.Id, g.IntoId, DuplicateStage.ReasonOf(g.Code, options.Value)))];
            ledger.SetAside(db, page[0].Rules.Version, run, "duplicates", aside);
            changed.AddRange(gone.Select(g => g.Id));
            recounts.AddRange(gone.Select(g => g.Id));
            // A campaign may have thousands of posts: those that repeat the earlier one as well go to it unjudged.
            Merges.RepointRecords(db, merged.MoveEchoes(
                db, [.. gone.Where(g => EchoCodes.All.Contains(g.Code)).Select(g => (g.Id, g.IntoId))], Twins.ShareWindow, Twins.CopyWindow));
            var requeued = await RequeueAsync();
            // What is left was merged by people.
            Merges.Repoint(db, [.. gone.Select(g => (g.Id, g.IntoId))]);
            return requeued;
        }
        return await RequeueAsync();

        async Task<int> RequeueAsync() =>
            await ledger.RequeueRepeatsAsync(db, changed, MergeCodes.Automatic, ct) + await ledger.RequeueRepeatsAsync(db, recounts, EchoCodes.All, ct);
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
            else if ((verdict.Repeat is null || EchoCodes.All.Contains(verdict.Answer?.Reason?.Code)) && (!verdict.Stored.Fresh || verdict.Stored.Root != verdict.Stored.RawId))
            {
                stand.Add(verdict.Stored.Root);
            }
        }
        merged.Forget(db, stand);
        merged.Keep(db, aside);
    }

    private static bool IsMerge(string? code) => code is MergeCodes.Exact or MergeCodes.Near or MergeCodes.Channel or MergeCodes.ByHand;

    private static MergedRow Row(Complaint repeat, long into, string code, DateTimeOffset now) => new()
    {
        Id = repeat.Id, IntoId = into, RawId = repeat.RawId, Code = code, Channel = repeat.Channel, ReportedAt = repeat.ReportedAt,
        ReceivedAt = repeat.ReceivedAt, Text = repeat.Text, At = now,
    };
}
