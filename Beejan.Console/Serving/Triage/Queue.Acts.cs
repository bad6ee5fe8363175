using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;

namespace Beejan.Serving.Triage;

/// <summary>What the queue does to cases, and the way back from it.</summary>
public sealed partial class Queue
{
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);

    private IReadOnlyList<CaseUndo> _undo = [];
    private ITimer? _toast;
    private string? _said;
    private bool _saidBad;
    private bool _busy;
    private string _progress = "";
    private CaseChange? _asked;
    private BulkOutcome? _preview;
    private IReadOnlyList<long> _askedIds = [];

    /// <summary>One change to the case at the cursor, with the version it was shown with.</summary>
    private async Task ChangeAsync(CaseChange change)
    {
        _picking = null;
        if (_current is not { } row || !await MayAsync())
        {
            return;
        }
        await BusyAsync(async () =>
        {
            switch (await Desk.ChangeAsync(row.Id, row.Version, change, _me, Gone))
            {
                case CaseOutcome.Done done:
                    _current = done.Row;
                    if (done.Undo is not null)
                    {
                        Say($"{Words.Of(change, Taxonomy)}: {row.Number}", undo: [done.Undo]);
                    }
                    break;
                case CaseOutcome.Moved moved:
                    _current = moved.Current;
                    Say(Words.Of(moved, Clock.GetUtcNow()), bad: true);
                    break;
                case CaseOutcome.Refused refused:
                    Say(refused.Reason.Message, bad: true);
                    break;
                default:
                    Say($"{row.Number} is no longer there.", bad: true);
                    break;
            }
            await ReadAgainAsync(Gone);
        });
    }

    private Task PickAsync(int index) => _picking is { } asked && index < asked.Answers.Count ? ChangeAsync(asked.Answers[index].Change) : Task.CompletedTask;

    /// <summary>Finds out what the change would do to all that are selected.</summary>
    private async Task AskBulkAsync(CaseChange change)
    {
        if (!await MayAsync())
        {
            return;
        }
        await BusyAsync(async () =>
        {
            // The ids are fixed here: what is confirmed is exactly what was counted.
            _askedIds = _all ? await Complaints.IdsAsync(_address.Read(Clock.GetUtcNow(), _me).Filter, CaseDesk.MostAtOnce + 1, Gone) : [.. _picked];
            if (_askedIds.Count > CaseDesk.MostAtOnce)
            {
                Say($"One change takes at most {Words.Count(CaseDesk.MostAtOnce)}: narrow the filter.", bad: true);
                return;
            }
            _asked = change;
            _preview = await Desk.BulkAsync(_askedIds, change, _me, dryRun: true, null, Gone);
        });
    }

    private async Task DoBulkAsync()
    {
        if (_asked is not { } change || !await MayAsync())
        {
            return;
        }
        await BusyAsync(async () =>
        {
            var progress = new Progress<int>(n =>
            {
                _progress = Words.Count(n, "done", "done");
                StateHasChanged();
            });
            var done = await Desk.BulkAsync(_askedIds, change, _me, dryRun: false, progress, Gone);
            LeaveBulk();
            Say($"{Words.Of(change, Taxonomy)}: {Words.Count(done.Changed)}" + (done.Refused.Count > 0 ? $", {Words.Count(done.Refused.Count, "refused", "refused")}" : ""), undo: done.Undo);
            await ReadAgainAsync(Gone);
        });
    }

    private void LeaveBulk()
    {
        if (_preview is not null)
        {
            (_preview, _asked) = (null, null);
            if (_busy)
            {
                _picked.Clear();
                _all = false;
            }
            return;
        }
        _picked.Clear();
        _all = false;
    }

    private async Task UndoAsync()
    {
        var steps = _undo;
        _undo = [];
        if (steps.Count == 0 || !await MayAsync())
        {
            return;
        }
        await BusyAsync(async () =>
        {
            var back = await Desk.UndoAsync(steps, _me, Gone);
            Say(back == steps.Count ? $"Taken back: {Words.Count(back)}"
                : $"Taken back: {back} of {Words.Count(steps.Count)}; the others were changed since", bad: back < steps.Count);
            await ReadAgainAsync(Gone);
        });
    }

    private async Task BusyAsync(Func<Task> work)
    {
        if (_busy)
        {
            return;
        }
        _busy = true;
        try
        {
            await work();
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            Say(StoreTrouble.NotDone, bad: true);
        }
        finally
        {
            _busy = false;
            _progress = "";
        }
    }

    /// <summary>Asked at each act: rights may have been taken since the page was opened.</summary>
    private async Task<bool> MayAsync()
    {
        _mayWork = (await Authorization.AuthorizeAsync((await Who).User, Policies.WorkQueue)).Succeeded;
        if (!_mayWork)
        {
            Say("Your role may look at complaints, not change them.", bad: true);
        }
        return _mayWork;
    }

    private void Say(string text, bool bad = false, IReadOnlyList<CaseUndo>? undo = null)
    {
        (_said, _saidBad, _undo) = (text, bad, undo ?? []);
        _toast?.Dispose();
        _toast = Clock.CreateTimer(_ => _ = InvokeAsync(() =>
        {
            (_said, _undo) = (null, []);
            StateHasChanged();
        }), null, UndoTime, Timeout.InfiniteTimeSpan);
    }
}
