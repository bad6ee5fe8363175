using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Processing.Merging;
using Beejan.Processing.Unmasking;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// Writes judged pages, one after the other, several to a transaction while many wait. What a page repeats is looked up inside it, so it sees
/// the pages before.
/// </summary>
internal sealed class PageWriter(
    IRawZone rawZone, Refinery refinery, ICurated curated, IDatabase database, IChangeFeed feed, ProcessingMeter meter, IMessagingChoices choices, Merger merger,
    SaidPieces said)
{
    /// <summary>The key of the lock that judging processes pass on.</summary>
    private const int JudgingTurn = 26_11_21;

    /// <summary>Writes in one transaction what is ready, until it is enough or somebody else waits to write.</summary>
    /// <param name="next">The next page; null when none is ready.</param>
    /// <param name="enough">Records after which no further page joins.</param>
    public async Task<(WorkReport Report, bool Requeued)> WriteAsync(RunId run, Func<Task<IReadOnlyList<Verdict>?>> next, int enough, CancellationToken ct)
    {
        var (report, requeued) = await database.WriteRedoableAsync(async (db, stop) =>
        {
            // One transaction at a time over all processes, so that of two alike the later sees the earlier; on SQLite the transaction itself does that.
            if (!database.IsSqlite)
            {
                await db.Prepare($"SELECT pg_advisory_xact_lock({JudgingTurn})").ExecuteNonQueryAsync(stop);
            }
            var (sum, back, records) = (WorkReport.Nothing, 0, 0);
            var written = curated.Begin(db);
            while (records < enough && (records == 0 || !database.IsAwaited) && await next() is { } page)
            {
                var (done, again) = await WriteAsync(db, run, page, written, stop);
                (sum, back, records) = (sum + done, back + again, records + page.Count);
            }
            written.Settle();
            Failpoints.Reach(Failpoints.CuratedWritten);
            return (sum, back > 0);
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

    /// <summary>Answers a record that cannot be written as what it became: a dead letter.</summary>
    public async Task<WorkReport> RejectAsync(RunId run, Verdict verdict, Reason reason, CancellationToken ct)
    {
        var rejected = new Verdict(verdict.Stored, verdict.Rules);
        rejected.Take("write", new Outcome.Rejected(reason));
        return (await WriteAsync(run, () => Task.FromResult<IReadOnlyList<Verdict>?>([rejected]), 1, ct)).Report;
    }

    private async Task<(WorkReport Report, int Requeued)> WriteAsync(BeejanDbContext db, RunId run, IReadOnlyList<Verdict> page, ICuratedPages written, CancellationToken ct)
    {
        await refinery.FinishAsync(page, ct);
        Chains.Resolve(page);
        // Another process may have answered some of the page since it was read: those are its, not ours.
        var taken = await rawZone.AlreadyAnsweredAsync(db, [.. page.Select(v => v.Stored)], ct);
        var mine = taken.Count == 0 ? page : [.. page.Where(v => !taken.Contains(v.Stored.RawId))];
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
        written.Upsert(complaints, fresh);
        await curated.EchoAsync(db, [.. mine.Select(Echo).OfType<EchoRow>()], [.. mine.Where(v => (!v.Stored.Fresh || v.Stored.Root != v.Stored.RawId) && Echo(v) is null).Select(v => v.Stored.Root)], ct);
        choices.Write(db, [.. mine.Select(v => v.Choice).OfType<MessagingChoiceRow>()]);
        await rawZone.AnswerAsync(db, page[0].Rules.Version, run, answers, ct);
        page[0].Rules.Shadow?.Count(db, mine);
        var requeued = await merger.WriteAsync(db, run, mine, written, ct);
        await said.WriteAsync(db, run, mine, ct);
        return (new WorkReport(answers.Count, complaints.Count, answers.Count(a => a.Fate == Fate.Dropped), answers.Count(a => a.Fate == Fate.Rejected)), requeued);
    }

    internal static EchoRow? Echo(Verdict verdict) => verdict is { Repeat: { } repeat, Answer: { Reason.Code: EchoCodes.Share or EchoCodes.Copy, DuplicateOf: { } of } answer }
        ? new EchoRow { Id = repeat.Id, RawId = answer.RawId, ComplaintId = of, At = repeat.ReportedAt, Share = answer.Reason.Code == EchoCodes.Share }
        : null;
}
