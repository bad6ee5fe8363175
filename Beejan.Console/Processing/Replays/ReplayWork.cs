using Beejan.Contracts;
using Beejan.RawZone.Replays;

namespace Beejan.Processing.Replays;

/// <summary>Runs the replays that people asked for, oldest first, one at a time.</summary>
internal sealed class ReplayWork(ReplayBook book, ReplayRunner runner) : IWork
{
    public string Name => "replay-raw-zone";

    public string Purpose => "Judges parts of the raw zone again when somebody asks for it.";

    public Schedule Schedule => new Schedule.OnSignal(Topic.Replays, TimeSpan.FromMinutes(1));

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var report = WorkReport.Nothing;
        while (await book.ClaimAsync(ct) is { } row)
        {
            await runner.RunAsync(row, null, ct);
            var found = ReplayFindings.Read(row.Step == ReplaySteps.DryRun ? row.Forecast : row.Applied);
            var failed = row.State == ReplayStates.Failed ? 1 : 0;
            report += new WorkReport(found.Records + failed, found.Records, 0, failed);
        }
        return report;
    }
}
