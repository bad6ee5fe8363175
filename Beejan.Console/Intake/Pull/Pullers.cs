using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Sources;

namespace Beejan.Intake.Pull;

/// <summary>Runs every pulled source that is configured, each by itself.</summary>
internal sealed class Pullers : BackgroundService
{
    public Pullers(
        IEnumerable<IPulledSource> pulled, SourceCatalogue sources, IRawZone rawZone, IChangeFeed feed, SourceControls controls, SourceSchemas schemas, TimeProvider clock, ILogger<Pullers> log) =>
        All = [.. pulled.Where(p => p.IsOn).Select(p => new Puller(p, sources.Find(p.Source.Value)!, rawZone, feed, controls, schemas, clock, log))];

    public IReadOnlyList<Puller> All { get; }

    public Puller? Find(string source) => All.FirstOrDefault(p => p.Source == source);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(All.Select(p => Task.Run(() => p.RunAsync(stoppingToken), stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped: the checkpoint knows how far it came.
        }
    }
}
