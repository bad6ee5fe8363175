using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Beejan.Cli;

/// <summary>
/// The connections of a console that serves. When it is told to stop, requests under way have five seconds to end; then their connections are
/// cut. One sender that dribbles a large body would otherwise use up the host's whole time to stop, and nothing behind the server would be
/// stopped in order. What is cut was not acknowledged.
/// </summary>
internal sealed class OpenConnections(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<OpenConnections> log) : IHostedService, IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, ConnectionContext> _open = new(StringComparer.Ordinal);
    private CancellationTokenRegistration _stopping;
    private ITimer? _patience;

    /// <summary>Serves one connection to its end and knows of it meanwhile.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        _open[connection.ConnectionId] = connection;
        try
        {
            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection.ConnectionId, out _);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _stopping = lifetime.ApplicationStopping.Register(() => _patience = clock.CreateTimer(_ => Cut(), null, Grace, Timeout.InfiniteTimeSpan));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stopping.Dispose();
        _patience?.Dispose();
    }

    private void Cut()
    {
        var left = _open.Values.ToList();
        if (left.Count > 0)
        {
            log.LogWarning("{Count} connections were still busy {Seconds} seconds after the stop and are cut: nothing was acknowledged on them since", left.Count, Grace.TotalSeconds);
        }
        left.ForEach(connection => connection.Abort(new ConnectionAbortedException("The console stops")));
    }
}
