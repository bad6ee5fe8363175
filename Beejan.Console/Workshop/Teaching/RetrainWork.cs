using Beejan.Contracts;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

/// <summary>Makes the models that people asked for, one at a time, of each task the oldest first.</summary>
internal sealed class RetrainWork(RuleBook book, Retraining retraining, TimeProvider clock) : IWork
{
    /// <summary>One that has been in the making for so long was left by a process that died.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public string Name => "retrain-model";

    public string Purpose => "Makes the models of category, language and sentiment that people asked for on the page Models, from the corpus and agents' corrections.";

    public Schedule Schedule => new Schedule.OnSignal(Topic.Rules, TimeSpan.FromMinutes(1));

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var report = WorkReport.Nothing;
        foreach (var kind in RuleKinds.Models)
        {
            report += await MakeAsync(kind, ct);
        }
        return report;
    }

    private async Task<WorkReport> MakeAsync(string kind, CancellationToken ct)
    {
        if (await book.NextAsync(kind, RuleStates.Making, ct) is { } left && clock.GetUtcNow() - left.CreatedAt > Longest)
        {
            await book.FillAsync(left.Id, RuleStates.Making, r => r.State = RuleStates.Asked, ct);
        }
        var report = WorkReport.Nothing;
        while (await book.NextAsync(kind, RuleStates.Asked, ct) is { } version)
        {
            if (!await book.FillAsync(version.Id, RuleStates.Asked, r => r.State = RuleStates.Making, ct))
            {
                continue;
            }
            var made = await retraining.MakeAsync(version, _ => { }, ct);
            report += made is null ? new WorkReport(1, 0, 0, 1) : new WorkReport(made.Rows, made.Rows, 0, 0);
        }
        return report;
    }
}
