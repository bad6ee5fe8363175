using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Merging;
using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Serving.Triage;

/// <summary>Merging and separating on the page of one complaint.</summary>
public sealed partial class MergePanel
{
    private const int Few = 5;
    private IReadOnlyList<MergedRow> _under = [];
    private ComplaintRow? _other;
    private bool _all;
    private bool _merging;
    private bool _busy;
    private long? _apart;
    private string _number = "";
    private string _why = "";
    private string? _fault;
    private ElementReference _first;
    private bool _opened;

    [Parameter, EditorRequired]
    public required ComplaintRow Row { get; set; }

    /// <summary>Others of the same customer, offered first.</summary>
    [Parameter]
    public IReadOnlyList<ComplaintRow> Others { get; set; } = [];

    /// <summary>True for people who work on cases.</summary>
    [Parameter]
    public bool May { get; set; }

    [Parameter]
    public string Me { get; set; } = "";

    /// <summary>What to tell, and whether it is bad news.</summary>
    [Parameter]
    public EventCallback<(string Text, bool Bad)> OnSaid { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    protected override async Task OnParametersSetAsync() => _under = await Merging.UnderAsync(Row.Id, CancellationToken.None);

    private static string Kind(MergedRow row) => row.Code switch
    {
        MergeCodes.Exact => "the same words",
        MergeCodes.Near => "nearly the same words",
        MergeCodes.Channel => "the same on another channel",
        _ => "merged by hand",
    };

    /// <summary>Whoever opened a form writes next.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_opened)
        {
            _opened = false;
            await _first.FocusAsync();
        }
    }

    private void Ask(long? apart) => (_apart, _merging, _why, _fault, _number, _other, _opened) = (apart, apart is null, "", null, "", null, true);

    private void Close() => (_apart, _merging, _fault) = (null, false, null);

    private Task LookAsync(ChangeEventArgs e) => ChooseAsync(e.Value?.ToString() ?? "");

    private async Task ChooseAsync(string number)
    {
        _number = number.Trim();
        var found = ComplaintNumber.TryParse(_number, out var id) ? await Complaints.FindAsync(id, CancellationToken.None) : null;
        _other = found?.Id == Row.Id ? null : found;
    }

    private async Task MergeAsync()
    {
        if (_other is { } into && await MayAsync())
        {
            var outcome = await DoAsync(() => Merging.MergeAsync(Row.Id, into.Id, _why, Me, CancellationToken.None));
            if (outcome is MergeOutcome.Done)
            {
                Navigation.NavigateTo($"/complaints/{into.Number}");
            }
        }
    }

    private async Task SeparateAsync(MergedRow merged)
    {
        if (await MayAsync() && await DoAsync(() => Merging.SeparateAsync(merged.Id, _why, Me, CancellationToken.None)) is MergeOutcome.Done done)
        {
            var number = ComplaintNumber.Format(merged.Id, merged.ReceivedAt);
            await OnSaid.InvokeAsync((done.Stands is null ? $"{number} is judged again and will stand by itself in a moment." : $"{number} stands by itself.", false));
        }
    }

    private async Task<MergeOutcome> DoAsync(Func<Task<MergeOutcome>> deed)
    {
        _busy = true;
        MergeOutcome outcome;
        try
        {
            outcome = await deed();
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            outcome = new MergeOutcome.Refused(new Reason("store.busy", StoreTrouble.NotDone));
        }
        finally
        {
            _busy = false;
        }
        _fault = (outcome as MergeOutcome.Refused)?.Reason.Message;
        if (_fault is null)
        {
            Close();
        }
        return outcome;
    }

    /// <summary>Asked again at the deed: rights may have been taken since the page was opened.</summary>
    private async Task<bool> MayAsync() => !_busy && (await Authorization.AuthorizeAsync((await Who).User, Policies.WorkQueue)).Succeeded;
}
