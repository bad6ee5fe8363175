using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Signals;
using Microsoft.AspNetCore.SignalR;

namespace Beejan.Serving.Api;

/// <summary>Reads once for all listeners and pushes, at most once a second.</summary>
internal sealed class LivePush(IChangeFeed feed, IComplaints complaints, IFigures figures, IHubContext<LiveHub> hub, LiveAudience audience) : IHostedService, IDisposable
{
    private const int Most = 20;
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _subscription;
    private long? _last;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Topic.Complaints, nameof(LivePush), PushAsync, TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return _stopping.CancelAsync();
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _stopping.Dispose();
    }

    private async Task PushAsync()
    {
        if (!audience.Any)
        {
            _last = null;   // whoever comes next begins with what is new then
            return;
        }
        var ct = _stopping.Token;
        var last = await complaints.LastIdAsync(ct);
        var rows = last == _last ? [] : await complaints.PageAsync(new ComplaintFilter { AfterId = _last ?? last - 1, Sort = "-reportedAt" }, 0, Most, ct);
        _last = last;
        if (rows.Count > 0)
        {
            await hub.Clients.All.SendAsync("complaint", rows.Select(NewestJson.Of).ToList(), ct);
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
