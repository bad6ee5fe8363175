using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

internal sealed class RetrainVerb(RuleBook book, Retraining retraining) : IVerb
{
    private static readonly string By = $"cli:{Environment.UserName}";

    public string Name => "retrain";

    public IReadOnlyList<string> Flags { get; } = ["promote"];

    public string Usage => """
        retrain [category|language|sentiment] [--promote]    trains a task's models on the corpus that ships and agents' corrections, and compares
                     them on the golden set; the category when none is named
          --promote  puts it in force unless it is worse on the golden set; otherwise it is a draft for the page Models
          --json     one JSON object: {task, version, rows, lessons, golden:{task, version, rows, before, after, mended, broken}, promoted, seconds}; exit 1 when it is
                     not promoted because it is worse
        """;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        var task = call.Arguments is [var named, ..] ? named : LearningTask.Category;
        if (call.Arguments.Count > 1 || !LearningTask.All.Contains(task))
        {
            throw new VerbUsageException($"'{call.Arguments[^1]}' is not expected: retrain takes one of {string.Join(", ", LearningTask.All)}, or none for the category");
        }
        var version = await retraining.AskAsync(task, By, making: true, ct);
        var report = await retraining.MakeAsync(version, step => call.Progress($"retrain: {step}"), ct);
        if (report is null)
        {
            var failed = await book.FindAsync(version.Id, ct);
            return new VerbAnswer(3, new { task, version = version.Number, error = failed?.Progress });
        }
        var promote = call.Flag("promote");
        var promoted = promote && !report.IsWorse && await book.PromoteAsync(version.Id, By, ct);
        return new VerbAnswer(promote && !promoted ? 1 : 0, new
        {
            task, version = version.Number, report.Rows, report.Lessons, report.Golden, promoted, report.Seconds,
        });
    }
}
