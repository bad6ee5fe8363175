using Beejan.Contracts;

namespace Beejan.Serving.Reports.Runs;

/// <summary>Takes old files away every night; the history keeps their line.</summary>
internal sealed class ExpireReports(ReportRuns runs) : IWork
{
    public string Name => "expire-reports";
    public string Purpose => "Deletes report files that are older than the days to keep.";
    public Schedule Schedule { get; } = new Schedule.Cron("0 20 3 * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var expired = await runs.ExpireAsync(ct);
        return new WorkReport(expired, 0, expired, 0);
    }
}
