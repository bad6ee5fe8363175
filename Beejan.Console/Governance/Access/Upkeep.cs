using Beejan.Storage;

namespace Beejan.Governance.Access;

/// <summary>Every half minute: writes when keys were used and reads the keys again.</summary>
internal sealed class Upkeep(ApiKeys keys, TimeProvider clock, ILogger<Upkeep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await OnceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await OnceAsync(CancellationToken.None);
        }
    }

    private async Task OnceAsync(CancellationToken ct)
    {
        try
        {
            await keys.FlushAsync(ct);
            await keys.ReloadAsync(ct);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            log.LogWarning("API keys could not be refreshed; those in memory stay in force: {Reason}", e.Message);
        }
    }
}
