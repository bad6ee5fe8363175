using Beejan.Contracts;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

internal sealed class RetrainVerb(RuleBook book, Retraining retraining) : IVerb
{
    private static readonly string By = $"cli:{Environment.UserName}";

    public string Name => "retrain";

    public IReadOnlyList<string> Flags { get; } = ["promote"];

    public string Usage => """
        retrain [--promote]    trains the category model on the corpus that ships and agents' corrections, and compares it on the golden set
          --promote  puts it in force unless it is worse on the golden set; otherwise it is a draft for the page Models
          --json     one JSON object: {version, rows, lessons, golden:{version, rows, before, after, mended, broken}, promoted, seconds}; exit 1 when it is
                     not promoted because it is worse
        """;

    public async Task<VerbAnswer> RunAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Arguments is [var unexpected, ..])
        {
            throw new VerbUsageException($"'{unexpected}' is not expected: retrain takes no arguments");
        }
        var version = await retraining.AskAsync(By, making: true, ct);
        var report = await retraining.MakeAsync(version, step => call.Progress($"retrain: {step}"), ct);
        if (report is null)
        {
            var failed = await book.FindAsync(version.Id, ct);
            return new VerbAnswer(3, new { version = version.Number, error = failed?.Progress });
        }
        var promote = call.Flag("promote");
        var promoted = promote && !report.IsWorse && await book.PromoteAsync(version.Id, By, ct);
        return new VerbAnswer(promote && !promoted ? 1 : 0, new
        {
            version = version.Number, report.Rows, report.Lessons, report.Golden, promoted, report.Seconds,
        });
    }
}
