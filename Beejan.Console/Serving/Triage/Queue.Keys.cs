using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Ui;
using Microsoft.JSInterop;

namespace Beejan.Serving.Triage;

/// <summary>The cursor and the keys. queue.js reports keys pressed outside inputs and how the list is scrolled.</summary>
public sealed partial class Queue
{
    private static readonly (string Key, string What)[] Sheet =
    [
        ("j / k", "Next and previous"), ("Enter", "Open the record"), ("x", "Select"), ("Shift x", "Select up to here"), ("*", "Select all that match"), ("c", "Claim"), ("e", "Resolve"), ("t", "Give to a team"), ("s", "Snooze, wake"),
        ("1 … 4", "Correct the category"), ("l", "Correct the language"), ("f", "Correct the feeling (sentiment)"), ("u", "Undo the last action"), (".", "Show new ones"), ("/", "Search"), ("Esc", "Close, clear"),
    ];

    /// <summary>So many places that stand empty in a row are gone past.</summary>
    private const int PastGone = 100;

    /// <summary>Moves the cursor to that place and shows the record there.</summary>
    private async Task MoveAsync(int place)
    {
        if (_list is not { Total: > 0 } list)
        {
            return;
        }
        var (back, at) = (place < _place, Math.Clamp(place, 0, list.Total - 1));
        var row = await RowAtAsync(list, at, 1, back);
        // A complaint that was merged into another since leaves its place empty: the cursor goes past it.
        if ((row ?? await RowAtAsync(list, at, PastGone, back)) is { } found)
        {
            (_current, _picking, _place) = (found, null, list.PlaceOf(found.Id) is >= 0 and var known ? known : at);
        }
        await ScrollToAsync(_viewport.TopFor(_place, list.Total));
    }

    /// <summary>The row nearest to that place among so many, downwards or back.</summary>
    private async Task<ComplaintRow?> RowAtAsync(QueueList list, int at, int count, bool back)
    {
        var start = back ? Math.Max(0, at - count + 1) : at;
        var rows = await list.RowsAsync(Complaints, start, back ? at - start + 1 : count, Gone);
        return rows.Count == 0 ? null : rows[back ? ^1 : 0];
    }

    private async Task ScrollToAsync(double top)
    {
        if (_keys is not null && top != _viewport.Top)
        {
            _viewport = _viewport with { Top = top };
            await FillAsync(Gone);
            await _keys.TellAsync("scrollTo", top);
        }
    }

    /// <summary>Called by queue.js when the list was scrolled or its window changed size, one call at a time.</summary>
    [JSInvokable]
    public async Task ScrollAsync(double top, double height)
    {
        var viewport = new QueueViewport(top, height);
        if (viewport != _viewport)
        {
            _viewport = viewport;
            await FillAsync(Gone);
            StateHasChanged();
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
        try
        {
            await PressAsync(key);
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            Say(StoreTrouble.NotRead, bad: true);
        }
        StateHasChanged();
    }

    private async Task PressAsync(string key)
    {
        switch (key)
        {
            case "j" or "ArrowDown": await MoveAsync(_place + 1); break;
            case "k" or "ArrowUp": await MoveAsync(Math.Max(0, _place - 1)); break;
            case "Enter" when _current is not null: Navigation.NavigateTo($"/complaints/{_current.Number}"); break;
            case "Escape": Escape(); break;
            case "x" when _current is not null: Pick(_current); break;
            case "X" when _current is not null: PickUpTo(_place); break;
            case "*" when _list is { Total: > 0 }: _all = true; break;
            case "." when _new > 0: await ShowNewAsync(); break;
            case "u" when _undo.Count > 0: await UndoAsync(); break;
            case "c" when _current is not null: await ChangeAsync(CaseChange.Claim(_me)); break;
            case "e" when _current is not null: await ChangeAsync(new CaseChange { Status = Statuses.Resolved }); break;
            case [>= '1' and <= '9'] when _picking is not null: await PickAsync(key[0] - '1'); break;
            case [>= '1' and <= '4'] when _current is not null: _picking = Question.Kind(Categories.All[key[0] - '1'], Taxonomy); break;
            case "l" when _current is not null: _picking = Question.Language; break;
            case "f" when _current is not null: _picking = Question.Sentiment; break;
        }
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
}
