using System.Security.Cryptography;
using Beejan.Contracts;
using Beejan.Serving.Reports.Export;
using Beejan.Storage;
using Beejan.Ui;

namespace Beejan.Serving.Reports.Runs;

/// <summary>Builds what was asked for, oldest first, one at a time. A build cut off by a crash is begun again.</summary>
internal sealed class BuildReports(ReportRuns runs, IEnumerable<IReport> reports, IDatabase database, TimeProvider clock, ILogger<BuildReports> log) : IWork
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private int _begun;

    public string Name => "build-reports";
    public string Purpose => "Builds the Excel reports that people and programs asked for.";
    public Schedule Schedule { get; } = new Schedule.OnSignal(Topic.Reports, TimeSpan.FromMinutes(1));

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        await runs.ResumeAsync(all: database.IsSqlite && Interlocked.Exchange(ref _begun, 1) == 0, ct);
        var done = WorkReport.Nothing;
        while (await runs.ClaimAsync(ct) is { } row)
        {
            done += await BuildAsync(row, ct);
        }
        return done;
    }

    private async Task<WorkReport> BuildAsync(ReportRunRow row, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var progress = new Latest();
        var pulse = PulseAsync(row.Id, progress, stop);
        try
        {
            var report = reports.FirstOrDefault(r => r.Slug == row.Slug) ?? throw new InvalidOperationException($"There is no report '{row.Slug}' in this version.");
            var query = new ReportQuery(row.Id, row.From, row.To, runs.FilterOf(row), row.RequestedBy);
            var name = $"{row.Slug}_{LagosClock.Day(row.From):yyyy-MM-dd}_{LagosClock.Day(row.To.AddTicks(-1)):yyyy-MM-dd}_{row.Id.ToString("n")[^8..]}.xlsx";
            var path = runs.PathOf(name);
            var result = await WholeFile.WriteAsync(path, stream => report.BuildAsync(query, stream, progress, stop.Token));
            var kept = await runs.FinishAsync(row.Id, r =>
            {
                (r.State, r.Progress, r.Rows, r.Sheets) = (ReportRunStates.Done, 1, result.Rows, result.Sheets);
                (r.FileName, r.Bytes, r.Sha256) = (name, new FileInfo(path).Length, Hash(path));
            }, ct);
            if (!kept)
            {
                File.Delete(path);
            }
            return new WorkReport(result.Rows, kept ? result.Rows : 0, kept ? 0 : result.Rows, 0);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The console stops: not the report's fault, it is built at the next start.
            await runs.FinishAsync(row.Id, r => (r.State, r.Attempts, r.Progress) = (ReportRunStates.Queued, r.Attempts - 1, 0), CancellationToken.None);
            throw;
        }
        catch (OperationCanceledException)
        {
            return WorkReport.Nothing;   // cancelled by a person, who has already said so in the book
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogWarning(e, "Report {Slug} {Run} failed", row.Slug, row.Id);
            await runs.FinishAsync(row.Id, r =>
            {
                if (Outage.Is(e))
                {
                    // What the machine says names its own paths: that is for the log.
                    runs.Again(r, $"The workbook could not be written: in {r.Attempts} tries the disk or the database did not take it. Nothing else was touched. Retry when the page Pipeline shows no trouble; the log tells the cause.");
                }
                else
                {
                    (r.State, r.Error) = (ReportRunStates.Failed, e.Message);
                }
            }, ct);
            return new WorkReport(1, 0, 0, 1);
        }
        finally
        {
            await stop.CancelAsync();
            await pulse;
        }
    }

    /// <summary>Gives signs of life while the build runs, and stops it when it was cancelled.</summary>
    private async Task PulseAsync(Guid id, Latest progress, CancellationTokenSource build)
    {
        using var timer = new PeriodicTimer(Beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(build.Token))
            {
                if (!await runs.PulseAsync(id, progress.Share, build.Token))
                {
                    await build.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The build has ended.
        }
        catch (Exception e) when (Outage.Is(e))
        {
            log.LogWarning(e, "The report run {Run} could not tell that it lives", id);
        }
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private sealed class Latest : IProgress<ReportProgress>
    {
        private ReportProgress? _value;

        public double Share => _value is { Total: > 0 } at ? Math.Clamp((double)at.Done / at.Total, 0, 0.99) : 0;

        public void Report(ReportProgress value) => _value = value;
    }
}
