using Beejan.Contracts;
using Beejan.Processing.Stages;
using Beejan.RawZone;

namespace Beejan.Processing;

/// <summary>The record stages without the one that masks, whose findings are counted: whoever looks at a preview holds the file himself.</summary>
internal sealed class Rehearsal(IEnumerable<IStage> stages, ProcessingMeter meter, RulesInForce rules, TimeProvider clock) : IRehearsal
{
    private readonly RecordLine _line = new([.. stages.TakeWhile(s => s is RecordStage).Where(s => s is not MaskStage).Cast<RecordStage>()], meter);

    public async Task<IReadOnlyList<Rehearsed>> RehearseAsync(IReadOnlyList<(RawRecord Raw, ComplaintDraft Draft)> records, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var set = await rules.NowAsync(ct);
        var pass = _line.Begin();
        var answers = new List<Rehearsed>(records.Count);
        foreach (var (raw, draft) in records)
        {
            ct.ThrowIfCancellationRequested();
            var verdict = new Verdict(new StoredRecord(0, 0, true, now, raw), set) { Draft = draft with { ReceivedAt = now, Rules = set } };
            pass.Judge(verdict);
            answers.Add(new Rehearsed(verdict.Draft, verdict.Answer?.Reason));
        }
        return answers;
    }
}
