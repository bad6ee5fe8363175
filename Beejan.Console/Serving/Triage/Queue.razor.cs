using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace Beejan.Serving.Triage;

/// <summary>The list: what is shown, where the cursor stands, what the keys do. Acting on cases stands in Queue.Acts.cs.</summary>
public sealed partial class Queue() : LivePage(Topic.Complaints)
{
    private const float RowHeight = 40;

    private static readonly (string Key, string What)[] Sheet =
    [
        ("j / k", "Next and previous"), ("Enter", "Open the record"), ("x", "Select"), ("*", "Select all that match"), ("c", "Claim"), ("e", "Resolve"),
        ("1 … 4", "Correct the category"), ("u", "Undo the last action"), (".", "Show new ones"), ("/", "Search"), ("Esc", "Close, clear"),
    ];

    private readonly HashSet<long> _picked = [];
    private QueueAddress _address = QueueAddress.Of("");
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private IReadOnlyList<string> _states = [];
    private QueueList? _list;
    private Virtualize<Placed>? _virtual;
    private ElementReference _scroller;
    private IJSObjectReference? _keys;
    private DotNetObjectReference<Queue>? _self;
    private ComplaintRow? _current;
    private int _place = -1;
    private int _new;
    private bool _wide = true;
    private bool _all;
    private bool _mayWork;
    private string _me = "";
    private string? _picking;
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
            _self = DotNetObjectReference.Create(this);
            await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "./queue.js");
            _keys = await module.InvokeAsync<IJSObjectReference>("start", _self, _scroller);
        }
    }

    /// <summary>The first time opens the list; later the list stands, its rows are read again and new ones are counted.</summary>
    protected override async Task LoadAsync(CancellationToken ct)
    {
        _now = Clock.GetUtcNow();
        if (_list is null)
        {
            await OpenListAsync(ct);
            return;
        }
        _new = await _list.NewAsync(Complaints, ct);
        await ReadAgainAsync(ct);
    }

    private async Task OpenListAsync(CancellationToken ct)
    {
        _now = Clock.GetUtcNow();
        var read = _address.Read(_now, _me);
        _errors = read.Errors;
        _list = await QueueList.OpenAsync(Complaints, read.Filter, ct);
        _new = 0;
        if (_states.Count == 0)
        {
            var cells = await Figures.MixAsync(Dimension.State, _now.AddDays(-365), _now, ct);
            _states = [.. cells.Select(c => c.Value).Distinct().OrderBy(s => s.Length == 0).ThenBy(s => s, StringComparer.Ordinal)];
        }
        _place = _current is null ? -1 : _list.PlaceOf(_current.Id);
    }

    private async Task ReadAgainAsync(CancellationToken ct)
    {
        if (_current is not null)
        {
            _current = await Complaints.FindAsync(_current.Id, ct);
        }
        if (_virtual is not null)
        {
            await _virtual.RefreshDataAsync();
        }
        StateHasChanged();
    }

    private async ValueTask<ItemsProviderResult<Placed>> ProvideAsync(ItemsProviderRequest request)
    {
        if (_list is not { } list)
        {
            return new([], 0);
        }
        var rows = await list.RowsAsync(Complaints, request.StartIndex, Math.Min(request.Count, list.Total - request.StartIndex), request.CancellationToken);
        return new(rows.Select((row, i) => new Placed(row, request.StartIndex + i)), list.Total);
    }

    private async Task ShowNewAsync()
    {
        await OpenListAsync(Gone);
        await ReadAgainAsync(Gone);
        await MoveAsync(0, open: false);
    }

    private void Moved(object? sender, LocationChangedEventArgs e)
    {
        if (new Uri(e.Location).AbsolutePath == "/queue")
        {
            _ = InvokeAsync(async () =>
            {
                (_address, _picking, _all) = (QueueAddress.Of(e.Location), null, false);
                _picked.Clear();
                CloseRecord();
                await OpenListAsync(Gone);
                await ReadAgainAsync(Gone);
            });
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
            Navigation.NavigateTo($"/complaints/{row.Number}");
            return Task.CompletedTask;
        }
        (_current, _place, _picking) = (row, place, null);
        return Task.CompletedTask;
    }

    private void CloseRecord() => (_current, _picking) = (null, null);

    private void Pick(ComplaintRow row)
    {
        _all = false;
        if (!_picked.Remove(row.Id))
        {
            _picked.Add(row.Id);
        }
    }

    /// <summary>Moves the cursor to that place and shows the record there.</summary>
    private async Task MoveAsync(int place, bool open = true)
    {
        if (_list is not { Total: > 0 } list)
        {
            return;
        }
        _place = Math.Clamp(place, 0, list.Total - 1);
        if (open && await list.RowsAsync(Complaints, _place, 1, Gone) is [var row])
        {
            (_current, _picking) = (row, null);
        }
        if (_keys is not null)
        {
            await _keys.InvokeVoidAsync("reveal", _place, RowHeight);
        }
    }

    /// <summary>Called by queue.js when the window becomes wide enough for two panes, or too narrow.</summary>
    [JSInvokable]
    public void Wide(bool wide)
    {
        _wide = wide;
        if (!wide)
        {
            CloseRecord();
        }
        StateHasChanged();
    }

    /// <summary>Called by queue.js for each key of the sheet.</summary>
    [JSInvokable]
    public async Task KeyAsync(string key)
    {
        switch (key)
        {
            case "j" or "ArrowDown": await MoveAsync(_place + 1); break;
            case "k" or "ArrowUp": await MoveAsync(Math.Max(0, _place - 1)); break;
            case "Enter" when _current is not null: Navigation.NavigateTo($"/complaints/{_current.Number}"); break;
            case "Escape": Escape(); break;
            case "x" when _current is not null: Pick(_current); break;
            case "*" when _list is { Total: > 0 }: _all = true; break;
            case "." when _new > 0: await ShowNewAsync(); break;
            case "u" when _undo.Count > 0: await UndoAsync(); break;
            case "c" when _current is not null: await ChangeAsync(CaseChange.Claim(_me)); break;
            case "e" when _current is not null: await ChangeAsync(new CaseChange { Status = Statuses.Resolved }); break;
            case [>= '1' and <= '9'] when _picking is not null: await PickKindAsync(key[0] - '1'); break;
            case [>= '1' and <= '4'] when _current is not null: _picking = Categories.All[key[0] - '1']; break;
        }
        StateHasChanged();
    }

    private void Escape()
    {
        if (_picking is not null)
        {
            _picking = null;
        }
        else if (_picked.Count > 0 || _all)
        {
            LeaveBulk();
        }
        else
        {
            CloseRecord();
        }
    }

    private List<Subcategory> Kinds(string category) => [.. Taxonomy.Subcategories.Where(s => s.Category == category)];

    private string Named(ComplaintRow row) => Taxonomy.Subcategories.FirstOrDefault(s => s.Key == row.Subcategory)?.Name ?? row.Subcategory;

    public async ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= Moved;
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("stop");
                await _keys.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its listeners with it.
        }
        _self?.Dispose();
        _toast?.Dispose();
        Dispose();
    }

    /// <summary>A row and its place in the list.</summary>
    private sealed record Placed(ComplaintRow Row, int Place);
}
