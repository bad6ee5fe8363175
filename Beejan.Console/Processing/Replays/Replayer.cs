using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Processing.Merging;
using Beejan.RawZone;
using Beejan.RawZone.Replays;
using Beejan.Storage;

namespace Beejan.Processing.Replays;

/// <summary>
/// Judges a page of answered records again and compares. Nothing that is served is withdrawn: a complaint that today's rules would set aside
/// keeps its answer and is counted as such. What people decided stays; what changes goes through the same upsert as new records.
/// </summary>
internal sealed class Replayer(Refinery refinery, ICurated curated, IMessagingChoices choices, AnsweredRecords records, Merger merger)
{
    /// <summary>What the rules make of each record. Looks things up, writes nothing.</summary>
    /// <param name="trial">Rules that are only tried; null for those in force.</param>
    public async Task<IReadOnlyList<Judgement>> JudgeAsync(IReadOnlyList<AnsweredRecord> page, RuleSet? trial, CancellationToken ct)
    {
        IReadOnlyList<StoredRecord> stored = [.. page.Select(r => r.Stored)];
        var verdicts = await (trial is null ? refinery.PrepareAsync(stored, ct) : refinery.PrepareAsync(stored, trial, ct));
        await refinery.FinishAsync(verdicts, ct);
        return [.. page.Zip(verdicts, (record, verdict) => new Judgement(record, verdict))];
    }

    /// <summary>Compares the judgements with what is served at this moment.</summary>
    public static async Task<IReadOnlyList<Comparison>> CompareAsync(BeejanDbContext db, IReadOnlyList<Judgement> judged, CancellationToken ct)
    {
        var served = await FactChanges.ServedAsync(db, judged.Select(j => j.Record.Stored.Root), ct);
        return [.. judged.Select(j => new Comparison(j, served.GetValueOrDefault(j.Record.Stored.Root)))];
    }

    /// <summary>
    /// Writes what differs, in the caller's transaction: complaints, rollups, history, answers, tallies. Records whose answer changed since they
    /// were read are left alone.
    /// </summary>
    /// <returns>What was done, by the state inside the transaction.</returns>
    public async Task<ReplayFindings> ApplyAsync(BeejanDbContext db, RunId run, IReadOnlyList<Judgement> judged, CancellationToken ct)
    {
        var still = await AnsweredRecords.StillAsync(db, [.. judged.Select(j => j.Record)], ct);
        var mine = await CompareAsync(db, [.. judged.Where(j => still.Contains(j.Record.Stored.RawId))], ct);
        var write = mine.Where(c => c.IsWritten).Select(c => c.Judgement.Verdict.Complaint!).ToList();
        await curated.UpsertAsync(db, write, new HashSet<long>(), ct);
        var answered = mine.Where(c => c.Answer is not null).Select(c => c.Judgement.Verdict).ToList();
        await curated.EchoAsync(db, [.. answered.Select(PageWriter.Echo).OfType<EchoRow>()],
            [.. answered.Where(v => PageWriter.Echo(v) is null).Select(v => v.Stored.Root)], ct);
        merger.Note(db, answered);
        choices.Write(db, [.. answered.Select(v => v.Choice).OfType<MessagingChoiceRow>()]);
        records.Answer(db, judged.Count == 0 ? Pipeline.Version : judged[0].Verdict.Rules.Version, run, [.. mine.Where(c => c.Answer is not null).Select(c => (c.Judgement.Record, c.Answer!))]);
        var findings = Findings(mine);
        findings.Records += judged.Count - mine.Count;
        findings.Skipped = judged.Count - mine.Count;
        return findings;
    }

    public static ReplayFindings Findings(IReadOnlyList<Comparison> compared)
    {
        var findings = new ReplayFindings { Records = compared.Count };
        foreach (var comparison in compared)
        {
            comparison.CountIn(findings);
        }
        return findings;
    }
}

/// <summary>A record with what today's rules make of it.</summary>
internal sealed record Judgement(AnsweredRecord Record, Verdict Verdict)
{
    /// <summary>A stage failed on it: a bug of ours, not of the record.</summary>
    public bool IsBug => Verdict.Answer?.Reason?.Code == "stage.exception";
}
