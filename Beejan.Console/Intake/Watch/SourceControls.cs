using System.Collections.Frozen;
using Beejan.Contracts;
using Beejan.Governance.Audit;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Intake.Watch;

/// <summary>
/// What people decided about sources, in memory for the hot path. Read at start, after each change and twice a minute, so that several instances
/// agree. While the database cannot be read the last known decisions stand.
/// </summary>
internal sealed class SourceControls(IDatabase database, IAuditTrail audit, IChangeFeed feed, TimeProvider clock, ILogger<SourceControls> log) : BackgroundService
{
    private FrozenDictionary<string, SourceControlRow> _rows = FrozenDictionary<string, SourceControlRow>.Empty;

    private volatile bool _loaded;

    /// <summary>Told after each change, from any thread.</summary>
    public event Action? Changed;

    public bool IsPaused(string source) => Volatile.Read(ref _rows).TryGetValue(source, out var row) && row.Paused;

    /// <summary>What is kept of a source; null when nobody ever decided anything.</summary>
    public SourceControlRow? Of(string source) => Volatile.Read(ref _rows).GetValueOrDefault(source);

    /// <summary>For commands, which start no background work: reads them once.</summary>
    public ValueTask EnsureLoadedAsync(CancellationToken ct) => _loaded ? ValueTask.CompletedTask : new ValueTask(LoadAsync(ct));

    /// <param name="reason">Why, for those who find it paused; shown and audited.</param>
    public Task PauseAsync(string source, string reason, string actor, CancellationToken ct) => ChangeAsync(source, actor, "source.pause", reason, row =>
        (row.Paused, row.PausedBy, row.PausedAt, row.PausedFor) = (true, actor, clock.GetUtcNow(), reason), ct);

    public Task ResumeAsync(string source, string actor, CancellationToken ct) => ChangeAsync(source, actor, "source.resume", null, row =>
        (row.Paused, row.PausedBy, row.PausedAt, row.PausedFor) = (false, null, null, null), ct);

    /// <summary>Changes a source's row and writes the audit in one transaction.</summary>
    /// <param name="actor">Null: nobody's decision, so nothing is audited.</param>
    public async Task ChangeAsync(string source, string? actor, string action, string? details, Action<SourceControlRow> change, CancellationToken ct)
    {
        await database.WriteAsync(async (db, stop) =>
        {
            var row = await db.Set<SourceControlRow>().AsTracking().FirstOrDefaultAsync(s => s.Source == source, stop);
            if (row is null)
            {
                db.Add(row = new SourceControlRow { Source = source });
            }
            change(row);
            await db.SaveChangesAsync(stop);
            if (actor is not null)
            {
                await audit.WriteAsync(db, actor, action, source, details, stop);
            }
            return 0;
        }, ct);
        await LoadAsync(ct);
        feed.Publish(Topic.Sources);
    }

    public async Task LoadAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) => db.Set<SourceControlRow>().ToListAsync(stop), ct);
        Volatile.Write(ref _rows, rows.ToFrozenDictionary(r => r.Source, StringComparer.Ordinal));
        _loaded = true;
        Changed?.Invoke();
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(30), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await LoadAsync(stoppingToken);
                }
                catch (Exception e) when (Outage.Is(e))
                {
                    log.LogDebug(e, "The decisions about sources could not be read; the last known ones stand");
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }
}
