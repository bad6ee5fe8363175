using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Signals;
using Beejan.Storage;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Serving.Api;

/// <summary>Reads once for all listeners and pushes, at most once a second.</summary>
internal sealed class LivePush(
    IChangeFeed feed, IComplaints complaints, IFigures figures, IDatabase database, TimeProvider clock, IHubContext<LiveHub> hub, LiveAudience audience, IAlerts alerts)
    : IHostedService, IDisposable
{
    private const int Most = 20;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<IDisposable> _subscriptions = [];
    private readonly HashSet<Guid> _told = [];
    private DateTimeOffset _ended = clock.GetUtcNow();
    private long? _last;

    /// <summary>Since when somebody may listen, and which of the newest were pushed since.</summary>
    private DateTimeOffset _since = clock.GetUtcNow();
    private HashSet<long> _pushed = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(feed.Subscribe(Topic.Complaints, nameof(LivePush), PushAsync, Beat));
        _subscriptions.Add(feed.Subscribe(Topic.Reports, nameof(LivePush), PushExportsAsync, Beat));
        _subscriptions.Add(feed.Subscribe(Topic.Alerts, nameof(LivePush), PushAlertsAsync, Beat));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(s => s.Dispose());
        return _stopping.CancelAsync();
    }

    public void Dispose()
    {
        _subscriptions.ForEach(s => s.Dispose());
        _stopping.Dispose();
    }

    /// <summary>Report runs that ended since the last look. Two may end in the same millisecond, so those of the last one are remembered.</summary>
    private async Task PushExportsAsync()
    {
        var ct = _stopping.Token;
        var runs = await database.ReadAsync((db, stop) =>
            db.Set<ReportRunRow>().Where(r => r.FinishedAt >= _ended).OrderBy(r => r.FinishedAt).ToListAsync(stop), ct);
        foreach (var run in runs.Where(r => !_told.Contains(r.Id)))
        {
            if (audience.Any)
            {
                await hub.Clients.All.SendAsync("export", ExportJson.Of(run), ct);
            }
        }
        if (runs.Count > 0)
        {
            _ended = runs[^1].FinishedAt!.Value;
            _told.Clear();
            _told.UnionWith(runs.Where(r => r.FinishedAt == _ended).Select(r => r.Id));
        }
    }

    /// <summary>All that are going on: an empty list says that the last one is over.</summary>
    private async Task PushAlertsAsync()
    {
        if (audience.Any)
        {
            await hub.Clients.All.SendAsync("alert", await alerts.OpenAsync(_stopping.Token), _stopping.Token);
        }
    }

    private async Task PushAsync()
    {
        if (!audience.Any)
        {
            (_last, _since) = (null, clock.GetUtcNow());   // whoever comes next begins with what is new then
            _pushed.Clear();
            return;
        }
        var ct = _stopping.Token;
        var last = await complaints.LastIdAsync(ct);
        var rows = last == _last ? [] : await complaints.PageAsync(new ComplaintFilter { AfterId = _last ?? last - 1, Sort = "-reportedAt" }, 0, Most, ct);
        _last = last;
        // Each process takes ids in blocks of its own: what came through another one may stand below the highest.
        var newest = await complaints.PageAsync(new ComplaintFilter { Sort = "-reportedAt" }, 0, Most, ct);
        var fresh = rows.Concat(newest.Where(c => c.ReceivedAt > _since)).DistinctBy(c => c.Id).Where(c => !_pushed.Contains(c.Id)).ToList();
        _pushed = [.. rows.Concat(newest).Select(c => c.Id)];
        if (fresh.Count > 0)
        {
            await hub.Clients.All.SendAsync("complaint", fresh.Select(NewestJson.Of).ToList(), ct);
        }
        await hub.Clients.All.SendAsync("trend", await figures.SummaryAsync(ct), ct);
    }
}

/// <summary>As much of a complaint as a wallboard shows: nothing of the customer.</summary>
internal sealed record NewestJson(string Id, DateTimeOffset ReportedAt, string Channel, string? State, string Category, string Subcategory, string Priority, float Sentiment, string Language, string Text)
{
    public static NewestJson Of(ComplaintRow row) =>
        new(row.Number, row.ReportedAt, row.Channel, row.State, row.Category, row.Subcategory, $"P{row.Priority}", row.Sentiment, row.Language, row.Text);
}

/// <summary>A report run that has ended; its file is behind the same right as the report.</summary>
/// <param name="State"><c>done</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="File">Where it is downloaded; null when there is none.</param>
internal sealed record ExportJson(Guid Id, string Report, string State, long Rows, long Bytes, DateTimeOffset FinishedAt, string? File)
{
    public static ExportJson Of(ReportRunRow run) =>
        new(run.Id, run.Slug, run.State, run.Rows, run.Bytes, run.FinishedAt!.Value, run.FileName is null ? null : $"/api/v1/reports/{run.Slug}/runs/{run.Id}/file");
}
