using System.Threading.Channels;
using Beejan.Contracts;

namespace Beejan.Intake.Files;

/// <summary>Runs the processing work beside a landing until landing is over and nothing is in flight. Knows the work by its name only.</summary>
internal sealed class Alongside(IWork work, Func<Task<long>> inFlight, TimeProvider clock)
{
    /// <summary>How long a record that another process holds is waited for without any progress.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Holds at most one call: one run answers for all that landed meanwhile.</summary>
    private readonly Channel<bool> _landed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    public void Wake() => _landed.Writer.TryWrite(true);

    public void LandingIsOver() => _landed.Writer.TryComplete();

    public Task RunAsync(CancellationToken ct) => Task.Run(async () =>
    {
        await foreach (var _ in _landed.Reader.ReadAllAsync(ct))
        {
            await work.RunAsync(RunId.New(), ct);
        }
        await SettleAsync(ct);
    }, ct);

    /// <summary>Until nothing is in flight. What a server on the same data directory is judging just now is waited for.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        var (least, since) = (long.MaxValue, clock.GetTimestamp());
        while (await inFlight() is > 0 and var left)
        {
            if (left < least)
            {
                (least, since) = (left, clock.GetTimestamp());
            }
            else if (clock.GetElapsedTime(since) > Patience)
            {
                return;
            }
            if ((await work.RunAsync(RunId.New(), ct)).Read == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock, ct);
            }
        }
    }
}
