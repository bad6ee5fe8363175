namespace Beejan.Cli;

/// <summary>Whether every part of the program has started.</summary>
internal sealed class Started : IHostedLifecycleService
{
    public bool Is { get; private set; }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Is = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
