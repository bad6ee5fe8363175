using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Beejan.Serving.Incidents;

/// <summary>Everybody who sees figures reads it; who works the queue looks after it and reads its complaints.</summary>
public sealed partial class IncidentPage() : ActingPage(Topic.Alerts, Policies.WorkQueue)
{
    private const int Newest = 20;

    private IncidentStory? _story;
    private AlertLine? _alert;
    private IReadOnlyList<ComplaintRow> _rows = [];
    private int _open;
    private bool _mayRead;
    private string? _read;
    private DateTimeOffset _now;

    [Inject]
    public required IOutlook Outlook { get; init; }

    [Inject]
    public required IAlerts Alerts { get; init; }

    [Inject]
    public required IComplaints Complaints { get; init; }

    [Inject]
    public required ITaxonomy Taxonomy { get; init; }

    /// <summary>Such as <c>INC-2026111808-delta</c>.</summary>
    [Parameter]
    public string Id { get; set; } = "";

    protected override string NotYours => "Only those who work the queue look after an incident.";

    private List<BarPoint> Columns => [.. _story!.Hours.Select(h => new BarPoint(h.At, h.Count, h.Usual?.Low, h.Usual?.High, Href: h.Count == 0 || !_mayRead ? null : "/queue?" + HourQuery(h.At)))];

    /// <summary>In the order of time.</summary>
    private IEnumerable<(DateTimeOffset At, string Words)> Happenings
    {
        get
        {
            var incident = _story!.Incident;
            return new (DateTimeOffset? At, string Words)[]
            {
                (incident.From, "The first hour far above the usual begins."),
                (incident.Peak.At, $"The worst hour begins: {IncidentWords.Count(incident.Peak.Count)} complaints."),
                (_alert?.OpenedAt, "The alert is raised."),
                (_alert?.TakenAt, $"{_alert?.TakenBy} looks after it."),
                (incident.Open ? null : incident.To, "The last hour far above the usual ends."),
                (_alert?.ResolvedAt, "The alert is over."),
            }.Where(h => h.At is not null).Select(h => (h.At!.Value, h.Words)).OrderBy(h => h.Value);
        }
    }

    protected override async Task OnInitializedAsync()
    {
        _mayRead = await MayAsync(Policies.ViewComplaints);
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Loaded && _read != Id)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        (_now, _read) = (Clock.GetUtcNow(), Id);
        var story = await Outlook.IncidentAsync(Id, ct);
        if (story is not null)
        {
            var filter = ComplaintFilterQuery.Parse(QueryHelpers.ParseQuery(story.Incident.Query).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString())), _now, null).Filter;
            _open = await Complaints.CountAsync(filter with { Status = ["open"] }, ct);
            _rows = _mayRead ? await Complaints.PageAsync(filter with { Sort = "-reportedAt" }, 0, Newest, ct) : [];
            // Its first hour may have moved since the alert was raised.
            var alerts = await Alerts.OfAsync([OutageAlarms.KeyOf(Id), OutageAlarms.KeyOf(story.Incident.Id)], ct);
            _alert = alerts.Values.MaxBy(a => a.OpenedAt);
        }
        _story = story;
    }

    private Task<bool> TakeAsync(AlertLine alert) => TryAsync(async by => await Alerts.TakeAsync(alert.Id, by, Gone) is true
        ? ("You look after it.", null)
        : (null, "It is over, or somebody was faster. The page shows how it stands now."));

    private string HourQuery(DateTimeOffset at) => ComplaintFilterQuery.Query(
        [("category", _story!.Incident.Category), ("state", _story.Incident.State ?? "unknown"), ("from", Instant(at)), ("to", Instant(at.AddHours(1)))]);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A figure that leads to its rows; bare for who may not read them.</summary>
    private RenderFragment To(string query, string words) => builder =>
    {
        if (_mayRead)
        {
            builder.OpenElement(0, "a");
            builder.AddAttribute(1, "href", "/queue?" + query);
            builder.AddContent(2, words);
            builder.CloseElement();
        }
        else
        {
            builder.AddContent(3, words);
        }
    };

    private async Task PauseAsync()
    {
        Paused = !Paused;
        if (!Paused)
        {
            await RefreshAsync();
        }
    }
}
