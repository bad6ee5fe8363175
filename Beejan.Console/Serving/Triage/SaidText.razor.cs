using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Masking;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Privacy;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Serving.Triage;

/// <summary>The text of a complaint and its masked pieces. What is shown in clear goes again after half a minute, with the next complaint and with the page.</summary>
public sealed partial class SaidText : ComponentBase, IDisposable
{
    private static readonly TimeSpan ShownFor = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _clear = new(StringComparer.Ordinal);
    private IReadOnlyList<NotPersonalRow> _opened = [];
    private PersonalToken? _picked;
    private (long Id, int Version) _of;
    private ITimer? _timer;
    private bool _mayReveal;
    private bool _mayWork;
    private bool _asking;
    private bool _busy;
    private string _reason = "";
    private string? _fault;

    [Inject]
    public required IMaskedPieces Pieces { get; init; }

    [Inject]
    public required INotPersonal Words { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    [Parameter, EditorRequired]
    public required ComplaintRow Row { get; set; }

    /// <summary>The words that decided the category.</summary>
    [Parameter]
    public IReadOnlyList<string> Cues { get; set; } = [];

    /// <summary>Something to tell the reader.</summary>
    [Parameter]
    public EventCallback<(string Text, bool Bad)> OnSaid { get; set; }

    public void Dispose() => _timer?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _mayReveal = await MayAsync(Policies.RevealPersonalData);
        _mayWork = await MayAsync(Policies.WorkQueue);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_of == (Row.Id, Row.Version))
        {
            return;
        }
        if (_of.Id != Row.Id)
        {
            Hide();
            (_picked, _asking, _fault, _reason) = (null, false, null, "");
        }
        _of = (Row.Id, Row.Version);
        _opened = [.. (await Words.OfAsync(Row.Id, CancellationToken.None)).Where(w => !w.TakenBack)];
        // Judged again meanwhile: the piece may be gone.
        _picked = PersonalToken.In($"{Row.Text} {Row.Original}").Any(t => t.Written == _picked?.Written) ? _picked : null;
    }

    private void Pick(PersonalToken piece) => (_picked, _asking, _fault) = (_picked?.Written == piece.Written ? null : piece, false, null);

    // A reason holds for the pieces of one complaint: it is asked once and stands beside each look.
    private Task ShowAsync()
    {
        _asking = _reason.Trim().Length < Reveals.LeastReason;
        return _asking ? Task.CompletedTask : RevealAsync();
    }

    private async Task RevealAsync()
    {
        if (!(_mayReveal = await MayAsync(Policies.RevealPersonalData)) || _picked is not { } piece)
        {
            _fault = "Your role may not see it.";
            return;
        }
        if (_reason.Trim().Length < Reveals.LeastReason)
        {
            _fault = "Give a reason of a few words: it is kept in the audit trail.";
            return;
        }
        _busy = true;
        var of = Row.Id;
        var clear = await Pieces.RevealAsync(of, piece.Written, await ActorAsync(), _reason.Trim(), CancellationToken.None);
        (_busy, _asking, _fault) = (false, false, clear is null ? "Today's rules no longer find this piece in the raw record; trace the complaint to its bytes." : null);
        if (clear is not null && of == Row.Id)
        {
            _clear[piece.Written] = clear;
            _timer?.Dispose();
            _timer = Clock.CreateTimer(_ => _ = InvokeAsync(() => { Hide(); StateHasChanged(); }), null, ShownFor, Timeout.InfiniteTimeSpan);
        }
    }

    private Task OpenAsync() => _picked is { } piece
        ? SayAsync(async actor => await Pieces.OpenAsync(Row.Id, piece.Written, await MayAsync(Policies.RevealPersonalData), actor, CancellationToken.None), "Noted: the complaint is judged again without that mask.")
        : Task.CompletedTask;

    private Task CloseAsync(NotPersonalRow word) =>
        SayAsync(actor => Pieces.CloseAsync(Row.Id, word.Token, actor, CancellationToken.None), "Noted: the complaint is judged again and the piece masked.");

    private async Task SayAsync(Func<string, Task<Reason?>> say, string done)
    {
        if (_busy || !(_mayWork = await MayAsync(Policies.WorkQueue)))
        {
            return;
        }
        _busy = true;
        var refused = await say(await ActorAsync());
        (_busy, _fault) = (false, refused?.Message);
        if (refused is null)
        {
            await OnSaid.InvokeAsync((done, false));
        }
    }

    private void Hide()
    {
        _clear.Clear();
        _timer?.Dispose();
    }

    private async Task<bool> MayAsync(string policy) => (await Authorization.AuthorizeAsync((await Who).User, policy)).Succeeded;

    private async Task<string> ActorAsync() => Actors.Of((await Who).User);
}
