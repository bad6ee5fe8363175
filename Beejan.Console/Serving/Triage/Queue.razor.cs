using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Beejan.Serving.Triage;

/// <summary>The list: what is shown and how it stands still. The keys stand in Queue.Keys.cs, acting on cases in Queue.Acts.cs.</summary>
public sealed partial class Queue() : LivePage(Topic.Complaints)
{
    private readonly HashSet<long> _picked = [];
    private QueueAddress _address = QueueAddress.Of("");
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private IReadOnlyList<string> _states = [];
    private QueueList? _list;
    private QueueViewport _viewport = new(0, 640);
    private IReadOnlyList<(ComplaintRow Row, int Place)> _window = [];
    private double _offset;
    private ElementReference _scroller;
    private PageScript? _keys;
    private ComplaintRow? _current;
    private ComplaintRow? _sought;
    private int _place = -1;
    private int _lastPicked = -1;
    private int _new;
    private int _turn;
    private bool _wide = true;
    private bool _all;
    private bool _mayWork;
    private string _me = "";
    private Question? _picking;
    private DateTimeOffset _now;

    [Inject]
    public required IComplaints Complaints { get; init; }

    [Inject]
    public required IFigures Figures { get; init; }

    [Inject]
    public required CaseDesk Desk { get; init; }

    [Inject]
    public required ITaxonomy Taxonomy { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [Inject]
    public required IRepeats Repeats { get; init; }

    [Inject]
    public required QueuePlace Left { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    private string Subtitle => _list is null ? "Reading…" : Words.Count(_list.Total);

    protected override async Task OnInitializedAsync()
    {
        var user = (await Who).User;
        _me = user.Identity?.Name ?? "";
        _mayWork = (await Authorization.AuthorizeAsync(user, Policies.WorkQueue)).Succeeded;
        _address = QueueAddress.Of(Navigation.Uri);
        Navigation.LocationChanged += Moved;
        await base.OnInitializedAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _keys = await PageScript.StartAsync(Script, "./queue.js", this, _scroller);
            await GoOnAsync();
        }
    }

    /// <summary>The first time opens the list; later the list stands, its rows are read again and new ones are counted.</summary>
    protected override async Task LoadAsync(CancellationToken ct)
    {
        _now = Clock.GetUtcNow();
        if (_list is null)
        {
            await OpenListAsync(ct);
            await FillAsync(ct);
            await GoOnAsync();
            return;
        }
        _new = await _list.NewAsync(Complaints, ct);
        await ReadAgainAsync(ct);
    }

    private async Task OpenListAsync(CancellationToken ct)
    {
        var turn = ++_turn;
        _now = Clock.GetUtcNow();
        var read = _address.Read(_now, _me);
        _errors = read.Errors;
        var list = await QueueList.OpenAsync(Complaints, read.Filter, _now, ct);
        var sought = list.Total == 0 && ComplaintNumber.TryParse(_address["q"], out var id) ? await SoughtAsync(id, ct) : null;
        if (_states.Count == 0)
        {
            var cells = await Figures.MixAsync(Dimension.State, _now.AddDays(-365), _now, ct);
            _states = [.. cells.Select(c => c.Value).Distinct().OrderBy(s => s.Length == 0).ThenBy(s => s, StringComparer.Ordinal)];
        }
        if (turn != _turn)
        {
            return;   // the address moved on while this was read: a slower answer is no answer to it
        }
        (_list, _new, _sought) = (list, 0, sought);
        _place = _current is null ? -1 : _list.PlaceOf(_current.Id);
    }

    /// <summary>What a number means that the list does not have: a complaint that the filter leaves out, or the one that stands for it.</summary>
    private async Task<ComplaintRow?> SoughtAsync(long id, CancellationToken ct) =>
        await Complaints.FindAsync(id, ct) ?? (await Repeats.FindAsync(id, ct) is { } repeat ? await Complaints.FindAsync(repeat.DuplicateOf, ct) : null);

    /// <summary>Once list and script are there: the cursor goes back to where it was left.</summary>
    private async Task GoOnAsync()
    {
        if (_list is { } list && _keys is not null && Left.Take(_address, list) is { } place)
        {
            // The list must have its height before it can be scrolled.
            StateHasChanged();
            await (_wide ? MoveAsync(place) : ScrollToAsync(_viewport.TopFor(place, list.Total)));
            StateHasChanged();
        }
    }

    private async Task ReadAgainAsync(CancellationToken ct)
    {
        if (_current is not null)
        {
            _current = await Complaints.FindAsync(_current.Id, ct);
        }
        await FillAsync(ct);
        StateHasChanged();
    }

    /// <summary>Reads the rows of the window, and drops them when the list or the window changed meanwhile.</summary>
    private async Task FillAsync(CancellationToken ct)
    {
        if (_list is not { } list)
        {
            return;
        }
        var viewport = _viewport;
        var (first, count, offset) = viewport.Over(list.Total);
        var rows = await list.RowsAsync(Complaints, first, count, ct);
        if (ReferenceEquals(list, _list) && viewport == _viewport)
        {
            (_window, _offset) = ([.. rows.Select((row, i) => (row, list.PlaceOf(row.Id) is >= 0 and var place ? place : first + i))], offset);
        }
    }

    private async Task ShowNewAsync()
    {
        try
        {
            await OpenListAsync(Gone);
            await ScrollToAsync(0);
            await ReadAgainAsync(Gone);
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            Say(StoreTrouble.NotRead, bad: true);
        }
    }

    /// <summary>Opens the list of another address. What stood there does not stay when that fails: it would stand under a filter that is not its own.</summary>
    private async Task GoToAsync(string address)
    {
        (_address, _picking, _all) = (QueueAddress.Of(address), null, false);
        _picked.Clear();
        (_preview, _asked) = (null, null);
        CloseRecord();
        var turn = _turn + 1;
        try
        {
            await OpenListAsync(Gone);
            await ScrollToAsync(0);
            await ReadAgainAsync(Gone);
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            if (turn == _turn)
            {
                (_list, _window) = (null, []);
            }
            StateHasChanged();
        }
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == "/queue")
        {
            _ = InvokeAsync(() => GoToAsync(e.Location));
        }
    }

    private async Task PauseAsync()
    {
        Paused = !Paused;
        if (!Paused)
        {
            await RefreshAsync();
        }
    }

    private Task OpenAsync(ComplaintRow row, int place)
    {
        if (!_wide)
        {
            Left.Leave(_address, row.Id, place);
            Navigation.NavigateTo($"/complaints/{row.Number}");
            return Task.CompletedTask;
        }
        (_current, _place, _picking) = (row, place, null);
        return Task.CompletedTask;
    }

    private void CloseRecord() => (_current, _picking) = (null, null);

    private void Pick(ComplaintRow row)
    {
        if (_all && _list is { } list)
        {
            // All but this one.
            _picked.UnionWith(list.IdsAt(0, list.Total));
        }
        (_all, _lastPicked) = (false, _list?.PlaceOf(row.Id) ?? -1);
        if (!_picked.Remove(row.Id))
        {
            _picked.Add(row.Id);
        }
    }

    /// <summary>From the row that was picked last up to that place, both included.</summary>
    private void PickUpTo(int place)
    {
        var from = _lastPicked < 0 ? place : _lastPicked;
        (_all, _lastPicked) = (false, place);
        _picked.UnionWith(_list?.IdsAt(Math.Min(from, place), Math.Abs(place - from) + 1) ?? []);
    }

    private string Named(ComplaintRow row) => Taxonomy.NameOf(row.Subcategory);

    private static string Pixels(double length) => length.ToString("0.##", CultureInfo.InvariantCulture) + "px";

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        if (_current is { } left)
        {
            Left.Leave(_address, left.Id, _place);
        }
        if (_keys is not null)
        {
            await _keys.DisposeAsync();
        }
        _toast?.Dispose();
        Dispose();
    }
}
