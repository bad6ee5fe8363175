using Beejan.Contracts;
using Beejan.Operations.Runs;
using Beejan.Storage;
using Quartz;

namespace Beejan.Operations.Scheduling;

/// <summary>The one Quartz job: runs the work its key names, measures it, writes its run. One run of a work at a time.</summary>
[DisallowConcurrentExecution]
internal sealed class WorkJob(
    IEnumerable<IWork> works, RunLog runs, OpenRuns open, AskedWorks asked, WaitingWorks waiting, FinishedWorks finished, TimeProvider clock,
    IHostApplicationLifetime lifetime, ILogger<WorkJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        asked.Begin(name);
        var work = works.Single(w => w.Name == name);
        var run = open.Begin(work);
        var row = new RunRow { Id = run.Id, Work = name, Node = runs.Node, StartedAt = run.StartedAt };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        using var done = new CancellationTokenSource();
        var entered = EnterWhenLongAsync(run, done.Token);
        try
        {
            var report = await work.RunAsync(new RunId(run.Id), stop.Token);
            (row.Read, row.Written, row.Dropped, row.Rejected) = (report.Read, report.Written, report.Dropped, report.Rejected);
            row.Suspect = RunRow.IsSuspect(report.Read, report.Rejected);
            row.State = report.Rejected > 0 ? RunStates.Partial : RunStates.Success;
            waiting.GoOn(name);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            row.State = RunStates.Cancelled;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            row.State = RunStates.Failed;
            row.Error = Outage.Is(e) ? $"Storage is not available ({e.GetType().Name}): tried again by itself." : $"{e.GetType().Name}: see the log of this time.";
            if (Outage.Is(e))
            {
                waiting.Wait(name, e);
            }
            else
            {
                log.LogError(e, "Work {Work} failed", name);
            }
        }
        await done.CancelAsync();
        row.FinishedAt = clock.GetUtcNow();
        if (await entered || row.Read > 0 || row.State is RunStates.Failed)
        {
            await open.EndAsync(work, run, row);
        }
        if (row.State is RunStates.Success or RunStates.Partial)
        {
            finished.Publish(name);
        }
    }

    private async Task<bool> EnterWhenLongAsync(RunRow run, CancellationToken done)
    {
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(1), clock, done);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        await open.EnterAsync(run);
        return true;
    }
}

/// <summary>Tells the scheduler which work has just ended, for those that follow it.</summary>
internal sealed class FinishedWorks
{
    public event Action<string>? Finished;

    public void Publish(string work) => Finished?.Invoke(work);
}
