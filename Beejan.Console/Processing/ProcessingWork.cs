using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Processing.Merging;
using Beejan.Processing.Unmasking;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Processing;

/// <summary>
/// Answers everything in flight: pull a page, judge it, commit complaints and answers in one transaction, tell the pages. While one page is
/// written the next is parsed. A crash anywhere means: run again.
/// </summary>
internal sealed class ProcessingWork(
    IRawZone rawZone, Refinery refinery, ICurated curated, IDatabase database, IChangeFeed feed, IntakePressure pressure, ProcessingMeter meter,
    IMessagingChoices choices, Merger merger, SaidPieces said, IOptions<ProcessingOptions> options) : IWork
{
    private const int PageUnderPressure = 500;

    /// <summary>The key of the lock that judging processes pass on.</summary>
    private const int JudgingTurn = 26_11_21;

    public string Name => "process-complaints";

    public string Purpose => "Judges everything that has landed and not been answered yet.";

    public Schedule Schedule => new Schedule.OnSignal(Topic.RawZone, TimeSpan.FromSeconds(10));

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var (report, again) = await PagesAsync(run, ct);
        // What was set aside for a complaint that gave way to an earlier one is judged once more; each round moves them to earlier ones, so it ends.
        while (again)
        {
            (var more, again) = await PagesAsync(run, ct);
            report += more;
        }
        return report;
    }

    private async Task<(WorkReport Report, bool Again)> PagesAsync(RunId run, CancellationToken ct)
    {
        var (report, again) = (WorkReport.Nothing, false);
        Task<IReadOnlyList<Verdict>>? ahead = null;
        await foreach (var page in rawZone.UnansweredAsync(PageSize, ct))
        {
            await YieldToCaptureAsync(ct);
            var next = Task.Run(() => refinery.PrepareAsync(page, ct), ct);
            if (ahead is not null)
            {
                await OneAsync(await ahead);
            }
            ahead = next;
        }
        if (ahead is not null)
        {
            await OneAsync(await ahead);
        }
        return (report, again);

        async Task OneAsync(IReadOnlyList<Verdict> verdicts)
        {
            var (done, requeued) = await CommitAsync(run, verdicts, ct);
            (report, again) = (report + done, again || requeued);
        }
    }

    /// <summary>Capture goes first: while requests queue up to be stored, pages are small, so that one of them holds nobody up.</summary>
    private int PageSize() => pressure.IsHigh ? Math.Min(PageUnderPressure, options.Value.BatchSize) : options.Value.BatchSize;

    /// <summary>Judging waits meanwhile, but a second at most: in an overload it falls behind, it never stands still.</summary>
    private async Task YieldToCaptureAsync(CancellationToken ct)
    {
        for (var waited = 0; waited < 50 && pressure.IsHigh; waited++)
        {
            await Task.Delay(20, ct);
        }
    }

    private async Task<(WorkReport Report, bool Requeued)> CommitAsync(RunId run, IReadOnlyList<Verdict> verdicts, CancellationToken ct)
    {
        var (report, requeued) = await database.WriteRedoableAsync(async (db, stop) =>
        {
            // One page at a time over all processes, so that of two alike the later sees the earlier; on SQLite the transaction itself does that.
            if (!database.IsSqlite)
            {
                await db.Prepare($"SELECT pg_advisory_xact_lock({JudgingTurn})").ExecuteNonQueryAsync(stop);
            }
            await refinery.FinishAsync(verdicts, stop);
            Chains.Resolve(verdicts);
            // Another process may have answered some of the page since it was read: those are its, not ours.
            var taken = await rawZone.AlreadyAnsweredAsync(db, [.. verdicts.Select(v => v.Stored)], stop);
            var mine = taken.Count == 0 ? verdicts : [.. verdicts.Where(v => !taken.Contains(v.Stored.RawId))];
            var complaints = new List<Complaint>(mine.Count);
            var fresh = new HashSet<long>(mine.Count);
            var answers = new List<Answer>(mine.Count);
            foreach (var verdict in mine)
            {
                if (verdict.Complaint is { } complaint)
                {
                    complaints.Add(complaint);
                    if (verdict.Stored.Fresh && complaint.Id == complaint.RawId)
                    {
                        fresh.Add(complaint.Id);
                    }
                }
                answers.Add(verdict.Answer ?? new Answer(verdict.Stored.RawId, verdict.Stored.Raw.Source, Fate.Curated));
            }
            await curated.UpsertAsync(db, complaints, fresh, stop);
            await curated.EchoAsync(db, [.. mine.Select(Echo).OfType<EchoRow>()], [.. mine.Where(v => !v.Stored.Fresh && Echo(v) is null).Select(v => v.Stored.RawId)], stop);
            choices.Write(db, [.. mine.Select(v => v.Choice).OfType<MessagingChoiceRow>()]);
            await rawZone.AnswerAsync(db, verdicts[0].Rules.Version, run, answers, stop);
            verdicts[0].Rules.Shadow?.Count(db, mine);
            var back = await merger.WriteAsync(db, run, mine, stop);
            await said.WriteAsync(db, run, mine, stop);
            Failpoints.Reach(Failpoints.CuratedWritten);
            return (new WorkReport(answers.Count, complaints.Count, answers.Count(a => a.Fate == Fate.Dropped), answers.Count(a => a.Fate == Fate.Rejected)), back > 0);
        }, ct);
        Failpoints.Reach(Failpoints.CuratedCommitted);
        meter.Answered(report.Written, report.Dropped, report.Rejected);
        feed.Publish(Topic.Complaints);
        if (report.Rejected > 0)
        {
            feed.Publish(Topic.DeadLetters);
        }
        return (report, requeued);
    }

    internal static EchoRow? Echo(Verdict verdict) => verdict.Answer is { Reason.Code: EchoCodes.Share or EchoCodes.Copy, DuplicateOf: { } of } answer
        ? new EchoRow { RawId = answer.RawId, ComplaintId = of, At = verdict.Stored.ReceivedAt, Share = answer.Reason.Code == EchoCodes.Share }
        : null;
}
