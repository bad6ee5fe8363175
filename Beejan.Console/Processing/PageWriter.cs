using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Governance.Privacy;
using Beejan.Processing.Merging;
using Beejan.Processing.Unmasking;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// Writes judged pages, one after the other. What a page repeats is looked up while the page before is written, as if that were done; when
/// anybody else has written in between, it is looked up once more inside the transaction, so the outcome is that of judging one by one.
/// </summary>
internal sealed class PageWriter(
    IRawZone rawZone, Refinery refinery, ICurated curated, IDatabase database, IChangeFeed feed, ProcessingMeter meter, IMessagingChoices choices, Merger merger,
    SaidPieces said)
{
    /// <summary>The key of the lock that judging processes pass on.</summary>
    private const int JudgingTurn = 26_11_21;

    /// <summary>Begins to write a page.</summary>
    /// <param name="ahead">The write before which it was looked up; null when it was not.</param>
    public PageInWriting Begin(RunId run, IReadOnlyList<Verdict> verdicts, WriteStamp? ahead, CancellationToken ct)
    {
        var settled = new TaskCompletionSource<Settled?>(TaskCreationOptions.RunContinuationsAsynchronously);
        return new PageInWriting(settled.Task, Task.Run(
            async () =>
            {
                try
                {
                    return await CommitAsync(run, verdicts, ahead, settled, ct);
                }
                finally
                {
                    settled.TrySetResult(null);
                }
            },
            CancellationToken.None));
    }

    /// <summary>Looks up what a page repeats, as soon as it is settled what the page before it writes.</summary>
    /// <returns>To be given to <see cref="Begin"/>; null when this page must wait until the other is written.</returns>
    public async Task<WriteStamp?> LookAheadAsync(IReadOnlyList<Verdict> verdicts, PageInWriting before, CancellationToken ct)
    {
        if (await before.Settled is not { } settled)
        {
            return null;
        }
        await settled.Page.AlongAsync(() => FinishAsync(verdicts, ct));
        return settled.Stamp;
    }

    private async Task FinishAsync(IReadOnlyList<Verdict> verdicts, CancellationToken ct)
    {
        await refinery.FinishAsync(verdicts, ct);
        Chains.Resolve(verdicts);
    }

    private async Task<(WorkReport Report, bool Requeued)> CommitAsync(
        RunId run, IReadOnlyList<Verdict> verdicts, WriteStamp? ahead, TaskCompletionSource<Settled?> settled, CancellationToken ct)
    {
        var (report, requeued) = await database.WriteRedoableAsync(async (db, stop) =>
        {
            // One page at a time over all processes, so that of two alike the later sees the earlier; on SQLite the transaction itself does that.
            if (!database.IsSqlite)
            {
                await db.Prepare($"SELECT pg_advisory_xact_lock({JudgingTurn})").ExecuteNonQueryAsync(stop);
            }
            var stamp = await database.StampAsync(db, stop);
            if (ahead is not { } write || stamp is not { } now || !now.Follows(write))
            {
                Rewind(ahead is null ? [] : verdicts);
                await FinishAsync(verdicts, stop);
            }
            // Another process may have answered some of the page since it was read: those are its, not ours.
            var taken = await rawZone.AlreadyAnsweredAsync(db, [.. verdicts.Select(v => v.Stored)], stop);
            var mine = taken.Count == 0 ? verdicts : [.. verdicts.Where(v => !taken.Contains(v.Stored.RawId))];
            settled.TrySetResult(stamp is { } at && mine.Count == verdicts.Count ? Settle(verdicts, at) : null);
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
            await curated.EchoAsync(db, [.. mine.Select(Echo).OfType<EchoRow>()], [.. mine.Where(v => (!v.Stored.Fresh || v.Stored.Root != v.Stored.RawId) && Echo(v) is null).Select(v => v.Stored.Root)], stop);
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

    private static void Rewind(IReadOnlyList<Verdict> verdicts)
    {
        foreach (var verdict in verdicts)
        {
            verdict.Rewind();
        }
    }

    /// <summary>What others will find once this is written; null when it changes what is served already, by newer versions or by what a person said.</summary>
    private static Settled? Settle(IReadOnlyList<Verdict> verdicts, WriteStamp stamp)
    {
        var (complaints, gone, repeated) = (new List<Complaint>(verdicts.Count), new HashSet<long>(), new HashSet<long>());
        foreach (var verdict in verdicts)
        {
            if (!verdict.Stored.Fresh || verdict.Stored.Root != verdict.Stored.RawId || verdict.Said is not null)
            {
                return null;
            }
            if (verdict.Complaint is { } complaint)
            {
                complaints.Add(complaint);
                foreach (var other in verdict.Draft?.StandsFor ?? [])
                {
                    gone.Add(other.Id);
                    // Its echoes come along.
                    repeated.Add(complaint.Id);
                }
            }
            else if (Echo(verdict) is { } echo)
            {
                repeated.Add(echo.ComplaintId);
            }
        }
        return new Settled(new Unwritten(complaints, gone, repeated), stamp);
    }

    internal static EchoRow? Echo(Verdict verdict) => verdict is { Repeat: { } repeat, Answer: { Reason.Code: EchoCodes.Share or EchoCodes.Copy, DuplicateOf: { } of } answer }
        ? new EchoRow { Id = repeat.Id, RawId = answer.RawId, ComplaintId = of, At = repeat.ReportedAt, Share = answer.Reason.Code == EchoCodes.Share }
        : null;
}

/// <summary>A page on its way to the database.</summary>
/// <param name="Settled">Comes when it is settled what it writes, before it is written; null when that cannot be told to others.</param>
/// <param name="Done">Comes when it is committed, with whether records were put back in flight.</param>
internal sealed record PageInWriting(Task<Settled?> Settled, Task<(WorkReport Report, bool Requeued)> Done);

/// <summary>What a write that is under way will have written.</summary>
internal sealed record Settled(Unwritten Page, WriteStamp Stamp);
