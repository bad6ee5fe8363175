using Beejan.Contracts;
using Beejan.Operations.Runs;
using Beejan.Signals;
using Beejan.Ui;
using Quartz;

namespace Beejan.Operations.Scheduling;

/// <summary>Starts works on demand.</summary>
public interface IWorkScheduler
{
    /// <summary>All works, in alphabetical order.</summary>
    IReadOnlyList<IWork> Works { get; }

    /// <summary>Runs it as soon as its current run, if any, has ended.</summary>
    /// <exception cref="ArgumentException">There is no work of that name.</exception>
    Task RunNowAsync(string name, CancellationToken ct);

    /// <summary>When it is next due by its clock (UTC); null when it waits for a signal or another work.</summary>
    DateTimeOffset? Next(IWork work);
}

/// <summary>Gives each work its trigger: cron in Lagos time, a signal with a safety net, or the end of another work.</summary>
internal sealed class WorkScheduler(
    IEnumerable<IWork> works, ISchedulerFactory factory, IChangeFeed feed, AskedWorks asked, FinishedWorks finished, RunLog runs, TimeProvider clock, ILogger<WorkScheduler> log)
    : IHostedService, IWorkScheduler, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly List<IDisposable> _subscriptions = [];
    private ClockSteps? _steps;
    private ITimer? _watch;

    public IReadOnlyList<IWork> Works { get; } = [.. works.OrderBy(w => w.Name, StringComparer.Ordinal)];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await runs.CloseInterruptedAsync(clock.GetUtcNow(), cancellationToken);
        var scheduler = await factory.GetScheduler(cancellationToken);
        foreach (var work in Works)
        {
            await scheduler.AddJob(JobBuilder.Create<WorkJob>().WithIdentity(work.Name).StoreDurably().Build(), new AddJobOptions { Replace = true }, cancellationToken);
            await ScheduleAsync(scheduler, work, cancellationToken);
        }
        finished.Finished += StartFollowers;
        _steps = new ClockSteps(clock);
        _watch = clock.CreateTimer(_ => _ = FollowClockAsync(), null, Beat, Beat);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        finished.Finished -= StartFollowers;
        _watch?.Dispose();
        _subscriptions.ForEach(s => s.Dispose());
        _subscriptions.Clear();
    }

    public async Task RunNowAsync(string name, CancellationToken ct)
    {
        if (!Works.Any(w => w.Name == name))
        {
            throw new ArgumentException($"no work is named '{name}'", nameof(name));
        }
        if (!asked.TryAsk(name))
        {
            return;
        }
        try
        {
            await (await factory.GetScheduler(ct)).TriggerJob(new JobKey(name), ct);
        }
        catch
        {
            asked.Begin(name);
            throw;
        }
    }

    public DateTimeOffset? Next(IWork work) =>
        work.Schedule is Schedule.Cron cron ? new CronExpression(cron.Expression, LagosClock.Zone).GetNextValidTimeAfter(clock.GetUtcNow()) : null;

    private async Task ScheduleAsync(IScheduler scheduler, IWork work, CancellationToken ct)
    {
        if (TriggerOf(work) is { } trigger)
        {
            await scheduler.ScheduleJob(trigger, cancellationToken: ct);
        }
        if (work.Schedule is Schedule.OnSignal signal)
        {
            _subscriptions.Add(feed.Subscribe(signal.Topic, work.Name, () => StartAsync(work.Name), TimeSpan.FromMilliseconds(20)));
        }
    }

    /// <summary>Null for a work that follows another.</summary>
    private ITrigger? TriggerOf(IWork work)
    {
        var trigger = TriggerBuilder.Create(clock).ForJob(work.Name).WithIdentity(work.Name).StartAt(clock.GetUtcNow());
        return work.Schedule switch
        {
            Schedule.Cron cron => trigger.WithCronSchedule(cron.Expression, c => c.InTimeZone(LagosClock.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)).Build(),
            Schedule.OnSignal signal => trigger.WithSimpleSchedule(s =>
                s.WithInterval(signal.SafetyNet).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount)).Build(),
            _ => null,
        };
    }

    /// <summary>A trigger waits for a moment of the clock on the wall: one that was set back by a day would start nothing for a day.</summary>
    private async Task FollowClockAsync()
    {
        try
        {
            if (_steps!.Look() is var step && step > -Beat)
            {
                return;
            }
            log.LogWarning("The clock was set back by {Step}: every work is scheduled anew", -step);
            var scheduler = await factory.GetScheduler();
            foreach (var work in Works)
            {
                if (TriggerOf(work) is { } trigger)
                {
                    // Not RescheduleJob: it goes on from when the old trigger fired last, which is still to come.
                    await scheduler.UnscheduleJob(new TriggerKey(work.Name));
                    await scheduler.ScheduleJob(trigger);
                }
            }
        }
        catch (SchedulerException e)
        {
            log.LogDebug(e, "Works were not scheduled anew: the scheduler is stopping");
        }
    }

    private void StartFollowers(string name)
    {
        foreach (var follower in Works.Where(w => w.Schedule is Schedule.After after && after.WorkName == name))
        {
            _ = StartAsync(follower.Name);
        }
    }

    private async Task StartAsync(string name)
    {
        try
        {
            await RunNowAsync(name, CancellationToken.None);
        }
        catch (SchedulerException e)
        {
            log.LogDebug(e, "Work {Work} was not started: the scheduler is stopping", name);
        }
    }
}
