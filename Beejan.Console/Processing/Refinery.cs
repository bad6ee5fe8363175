using System.Diagnostics;
using Beejan.Contracts;
using Beejan.Curated.Masking;
using Beejan.Governance.Privacy;
using Beejan.Processing.Unmasking;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Sources.Drift;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>
/// Judges pages: parse, then the stages in their order. Parsing and record stages are pure and run on all cores; a batch stage sees the
/// page as a whole, after the page before it was written. Whatever throws is isolated to the one record, in a batch stage by halving; an
/// outage is nobody's record's fault and stops the run.
/// </summary>
internal sealed class Refinery
{
    private const int Chunk = 256;
    private readonly SourceCatalogue _sources;
    private readonly RecordLine _early;
    private readonly IReadOnlyList<IStage> _late;
    private readonly ProcessingMeter _meter;
    private readonly Versions _versions;
    private readonly Choices _choices;
    private readonly IDriftGate _drift;
    private readonly RulesInForce _rules;
    private readonly INotPersonal _words;

    public Refinery(
        SourceCatalogue sources, IEnumerable<IStage> stages, ProcessingMeter meter, Versions versions, Choices choices, IDriftGate drift, RulesInForce rules,
        INotPersonal words)
    {
        (_versions, _choices, _drift, _rules, _words) = (versions, choices, drift, rules, words);
        _sources = sources;
        var inOrder = stages.ToList();
        List<RecordStage> early = [.. inOrder.TakeWhile(s => s is RecordStage).Cast<RecordStage>()];
        _early = new RecordLine(early, meter);
        _late = [.. inOrder.Skip(early.Count)];
        _meter = meter;
    }

    /// <summary>
    /// Parse and the stages up to the first batch stage, by the rules that are in force now. Looks up nothing that pages write but people's words
    /// on masked pieces, so it may run ahead of the page being written: those are looked up once more when it is finished.
    /// </summary>
    public async Task<IReadOnlyList<Verdict>> PrepareAsync(IReadOnlyList<StoredRecord> page, CancellationToken ct) =>
        await PrepareAsync(page, await _rules.NowAsync(ct), ct);

    /// <summary>The same by rules that are only tried.</summary>
    public async Task<IReadOnlyList<Verdict>> PrepareAsync(IReadOnlyList<StoredRecord> page, RuleSet rules, CancellationToken ct)
    {
        var verdicts = new Verdict[page.Count];
        var words = await WordsAsync(page, ct);
        var starts = Enumerable.Range(0, (page.Count + Chunk - 1) / Chunk).Select(i => i * Chunk);
        await Parallel.ForEachAsync(starts, ct, async (start, stop) =>
        {
            var end = Math.Min(start + Chunk, verdicts.Length);
            var pass = _early.Begin();
            long parsing = 0;
            for (var i = start; i < end; i++)
            {
                var started = Stopwatch.GetTimestamp();
                var verdict = await ParseAsync(page[i], rules, words, stop);
                parsing += Stopwatch.GetTimestamp() - started;
                pass.Judge(verdict);
                Promote(verdict);
                rules.Shadow?.Look(verdict);
                verdicts[i] = verdict;
            }
            _meter.Stage("parse", Stopwatch.GetElapsedTime(0, parsing));
            pass.End();
        });
        return verdicts;
    }

    /// <summary>The remaining stages, in order, each on the whole page; what they changed is promoted again.</summary>
    public async Task FinishAsync(IReadOnlyList<Verdict> verdicts, CancellationToken ct)
    {
        await CatchUpAsync(verdicts, ct);
        foreach (var stage in _late)
        {
            await ApplyAsync(stage, (IList<Verdict>)verdicts, ct);
        }
        foreach (var verdict in verdicts)
        {
            Promote(verdict);
        }
    }

    private async Task<IReadOnlyDictionary<long, IReadOnlySet<string>>> WordsAsync(IReadOnlyList<StoredRecord> page, CancellationToken ct)
    {
        var (first, last) = (long.MaxValue, 0L);
        foreach (var stored in page)
        {
            (first, last) = (Math.Min(first, stored.Root), Math.Max(last, stored.Root));
        }
        return await _words.BetweenAsync(first, last, ct);
    }

    /// <summary>Judges once more what a person has said something about since it was prepared.</summary>
    private async Task CatchUpAsync(IReadOnlyList<Verdict> verdicts, CancellationToken ct)
    {
        var words = await WordsAsync([.. verdicts.Select(v => v.Stored)], ct);
        foreach (var verdict in words.Count == 0 ? [] : verdicts)
        {
            if (verdict.Draft is { } draft && words.TryGetValue(verdict.Stored.Root, out var now) && !now.SetEquals(draft.NotPersonal ?? new HashSet<string>()))
            {
                var pass = _early.Begin();
                verdict.Draft = (await ParseAsync(verdict.Stored, verdict.Rules, words, ct)).Draft;
                pass.Judge(verdict);
                Promote(verdict);
            }
        }
    }

    private static void Promote(Verdict verdict)
    {
        if (verdict.Draft is not { } draft || ReferenceEquals(draft, verdict.Promoted))
        {
            return;
        }
        try
        {
            (verdict.Complaint, verdict.Promoted) = (Promotion.Of(draft), draft);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            verdict.Take("promote", new Outcome.Rejected(Fault.Stage(e)));
        }
    }

    private async ValueTask<Verdict> ParseAsync(
        StoredRecord stored, RuleSet rules, IReadOnlyDictionary<long, IReadOnlySet<string>> words, CancellationToken ct)
    {
        var verdict = new Verdict(stored, rules);
        if (stored.IsDamaged)
        {
            verdict.Answer = Answer("raw-zone", Fate.Rejected, new Reason("raw.damaged",
                "The stored bytes no longer match their hash; run verify, restore the segment from a backup, then retry"));
        }
        else if (stored.Raw.Source.Value == Stewards.Source)
        {
            (verdict.Said, verdict.Answer) = (PieceWord.Read(stored), Answer("steward", Fate.Dropped, PieceWord.Taken));
        }
        else if (_sources.Find(stored.Raw.Source.Value) is not { } source)
        {
            verdict.Answer = Answer("parse", Fate.Rejected, new Reason("source.unknown", "No source of this name is installed; install it, then retry", "source"));
        }
        else
        {
            try
            {
                var parsed = source.Parse(stored.RawId, stored.Root, stored.Raw);
                switch (Versions.Matter(stored, parsed) ? await _versions.SettleAsync(source, stored, parsed, ct) : parsed)
                {
                    case Parsed.Ok when await _drift.HoldAsync(stored.Raw, ct) is { } hold: verdict.Answer = Answer("schema", Fate.Rejected, hold); break;
                    case Parsed.Ok ok: verdict.Draft = ok.Draft with { ReceivedAt = stored.ReceivedAt, Rules = rules, JudgedBefore = !stored.Fresh, NotPersonal = words.GetValueOrDefault(stored.Root) }; break;
                    case Parsed.Ignored ignored:
                        verdict.Answer = Answer("parse", Fate.Dropped, ignored.Reason);
                        verdict.Choice = _choices.Of(stored, ignored.Choice);
                        break;
                    case Parsed.Unreadable unreadable: verdict.Answer = Answer("parse", Fate.Rejected, unreadable.Reason); break;
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException and not OperationCanceledException && !Outage.Is(e))
            {
                verdict.Answer = Answer("parse", Fate.Rejected, Fault.Stage(e));
            }
        }
        return verdict;

        Answer Answer(string stage, Fate fate, Reason reason) => new(stored.RawId, stored.Raw.Source, fate, stage, reason);
    }

    private async Task ApplyAsync(IStage stage, IList<Verdict> verdicts, CancellationToken ct)
    {
        var alive = new List<Verdict>(verdicts.Count);
        foreach (var verdict in verdicts)
        {
            if (verdict.Draft is not null)
            {
                alive.Add(verdict);
            }
        }
        var started = Stopwatch.GetTimestamp();
        await ApplyOrHalveAsync(stage, alive, ct);
        if (alive.Count > 0)
        {
            _meter.Stage(stage.Name, Stopwatch.GetElapsedTime(started));
        }
    }

    private static async Task ApplyOrHalveAsync(IStage stage, List<Verdict> alive, CancellationToken ct)
    {
        if (alive.Count == 0)
        {
            return;
        }
        try
        {
            var outcomes = await stage.ApplyAsync([.. alive.Select(v => v.Draft!)], ct);
            if (outcomes.Count != alive.Count)
            {
                throw new InvalidOperationException($"stage {stage.Name} gave {outcomes.Count} outcomes for {alive.Count} drafts");
            }
            for (var i = 0; i < alive.Count; i++)
            {
                alive[i].Take(stage.Name, outcomes[i]);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException && !Outage.Is(e))
        {
            if (alive.Count == 1)
            {
                alive[0].Take(stage.Name, new Outcome.Rejected(Fault.Stage(e)));
                return;
            }
            var half = alive.Count / 2;
            await ApplyOrHalveAsync(stage, alive[..half], ct);
            await ApplyOrHalveAsync(stage, alive[half..], ct);
        }
    }
}

/// <summary>Where one record of a page stands: still a draft, or answered.</summary>
internal sealed class Verdict(StoredRecord stored, RuleSet rules)
{
    public StoredRecord Stored => stored;

    /// <summary>What it is judged by.</summary>
    public RuleSet Rules => rules;

    /// <summary>What the versions in shadow would have said, in their order; null without one.</summary>
    public string?[]? Shadow { get; set; }

    /// <summary>Null once answered.</summary>
    public ComplaintDraft? Draft { get; set; }

    /// <summary>What the draft became; null once answered.</summary>
    public Complaint? Complaint { get; set; }

    /// <summary>The draft that <see cref="Complaint"/> was made of.</summary>
    public ComplaintDraft? Promoted { get; set; }

    /// <summary>What it would have been, when another complaint stands for it; otherwise null.</summary>
    public Complaint? Repeat { get; private set; }

    /// <summary>What the customer decided by it about our messages; null for nearly all.</summary>
    public MessagingChoiceRow? Choice { get; set; }

    /// <summary>What a person says in it about a masked piece; null but for a steward's record.</summary>
    public NotPersonalRow? Said { get; set; }

    /// <summary>Null while it is a draft.</summary>
    public Answer? Answer { get; set; }

    public void Take(string stage, Outcome outcome)
    {
        switch (outcome)
        {
            case Outcome.Kept kept:
                Draft = kept.Draft;
                return;
            case Outcome.Dropped dropped:
                Answer = new Answer(stored.RawId, stored.Raw.Source, Fate.Dropped, stage, dropped.Reason, dropped.DuplicateOf);
                Repeat = dropped.DuplicateOf is null ? null : Complaint;
                break;
            case Outcome.Rejected rejected:
                Answer = new Answer(stored.RawId, stored.Raw.Source, Fate.Rejected, stage, rejected.Reason);
                break;
        }
        (Draft, Complaint) = (null, null);
    }
}
