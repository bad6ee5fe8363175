using Beejan.Contracts;
using Beejan.Operations.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Quartz;
using Xunit;

namespace Beejan.Tests.Operations;

/// <summary>The real scheduler: a work that is slower than what asks for it is not owed a round for each time it was asked.</summary>
public sealed class AskedWorksTests
{
    [Fact]
    public async Task A_work_that_is_asked_for_often_while_it_runs_runs_once_more()
    {
        var slow = new SlowWork();
        await using var host = new ConsoleHost { With = services => services.AddSingleton<IWork>(slow) };
        using var api = host.Api();
        var works = host.Services.GetRequiredService<IWorkScheduler>();
        var scheduler = await host.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
        // Its own first round, from the trigger that every listening work has.
        await slow.Begun.WaitAsync();

        for (var n = 0; n < 50; n++)
        {
            await works.RunNowAsync(slow.Name, default);
        }

        // The trigger of its safety net and one that was asked for.
        Assert.InRange((await scheduler.GetTriggersOfJob(new JobKey(slow.Name))).Count, 1, 2);
        slow.GoOn.Release();
        await slow.Begun.WaitAsync();
        await works.RunNowAsync(slow.Name, default);
        slow.GoOn.Release();
        await slow.Begun.WaitAsync();
        slow.GoOn.Release();
    }

    private sealed class SlowWork : IWork
    {
        public SemaphoreSlim Begun { get; } = new(0);

        public SemaphoreSlim GoOn { get; } = new(0);

        public string Name => "slow-listener";

        public string Purpose => "Waits until the test lets it go on.";

        public Schedule Schedule => new Schedule.OnSignal(Topic.RawZone, TimeSpan.FromHours(1));

        public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
        {
            Begun.Release();
            await GoOn.WaitAsync(ct);
            return WorkReport.Nothing;
        }
    }
}
