using Beejan.RawZone;
using Beejan.Storage;

namespace Beejan.Operations.Flow;

/// <summary>
/// Reads the balance every few seconds and keeps ten minutes of it, so that rates are true whoever writes: this process, another
/// instance or a command.
/// </summary>
internal sealed class FlowSampler(IBalance balance, TimeProvider clock, ILogger<FlowSampler> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<FlowSample> _samples = [];

    /// <summary>The samples kept, oldest first.</summary>
    public IReadOnlyList<FlowSample> Samples
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Reads now.</summary>
    public async Task<FlowSample> SampleAsync(CancellationToken ct)
    {
        var sample = new FlowSample(clock.GetUtcNow(), await balance.ReadAsync(ct));
        lock (_lock)
        {
            _samples.Add(sample);
            _samples.RemoveAll(s => s.At < sample.At - Kept);
        }
        return sample;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await SampleAsync(stoppingToken);
            }
            catch (Exception e) when (Outage.Is(e))
            {
                log.LogDebug(e, "The balance could not be read; the next round tries again");
            }
        }
        while (await NextAsync(timer, stoppingToken));
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}

/// <summary>The balance at one instant.</summary>
internal sealed record FlowSample(DateTimeOffset At, IReadOnlyList<SourceBalance> Sources);
