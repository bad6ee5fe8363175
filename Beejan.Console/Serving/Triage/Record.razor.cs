using System.Globalization;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Cases;
using Beejan.Governance.Access;
using Beejan.Ui;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Beejan.Serving.Triage;

/// <summary>One complaint with all that is known of it, and what people may do.</summary>
public sealed partial class Record() : LivePage(Topic.Complaints)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly TimeSpan UndoTime = TimeSpan.FromSeconds(10);
    private const int MostOthers = 8;

    private ComplaintRow? _row;
    private RepeatCount? _repeats;
    private ComplaintRow? _original;
    private Origin? _origin;
    private bool _mayTrace;
    private CustomerRow? _customer;
    private IReadOnlyList<ComplaintRow> _others = [];
    private IReadOnlyList<CaseEventRow> _events = [];
    private IReadOnlyList<ScoreFactor> _factors = [];
    private IReadOnlyList<Reason> _warnings = [];
    private IReadOnlyList<Attachment> _attachments = [];
    private DateTimeOffset _now;
    private string _me = "";
    private string? _shown;
    private bool _mayWork;
    private bool _busy;
    private string _note = "";
    private string? _said;
    private bool _saidBad;
    private CaseUndo? _undo;
    private ITimer? _toast;

    [Inject]
    public required IComplaints Complaints { get; init; }

    [Inject]
    public required IRepeats Repeats { get; init; }

    [Inject]
    public required IOrigins Origins { get; init; }

    [Inject]
    public required CaseDesk Desk { get; init; }

    [Inject]
    public required ITaxonomy Taxonomy { get; init; }

    [Inject]
    public required IAuthorizationService Authorization { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Who { get; set; }

    /// <summary>The complaint's number, or its id.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    /// <summary>The words that decided the category; none where a person did.</summary>
    private string[] Cues => _row!.Corrected.HasFlag(CorrectedFacts.Category) ? [] : _row.Reasons.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Named => Taxonomy.NameOf(_row!.Subcategory);

    protected override async Task OnInitializedAsync()
    {
        var user = (await Who).User;
        _me = user.Identity?.Name ?? "";
        _mayWork = (await Authorization.AuthorizeAsync(user, Policies.WorkQueue)).Succeeded;
        _mayTrace = (await Authorization.AuthorizeAsync(user, Policies.OperatePipeline)).Succeeded;
        await base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown is not null && _shown != Number)
        {
            (_said, _undo, _note) = (null, null, "");
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        _now = Clock.GetUtcNow();
        _shown = Number;
        var known = ComplaintNumber.TryParse(Number, out var id) || long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out id);
        var row = known ? await Complaints.FindAsync(id, ct) : null;
        _original = known && row is null && await Repeats.FindAsync(id, ct) is { } repeat ? await Complaints.FindAsync(repeat.DuplicateOf, ct) : null;
        if (row is not null)
        {
            _customer = (await Complaints.CustomersAsync([row.CustomerId], ct)).GetValueOrDefault(row.CustomerId);
            var all = await Complaints.PageAsync(new ComplaintFilter { CustomerId = row.CustomerId, Sort = "-reportedAt" }, 0, MostOthers + 1, ct);
            _others = [.. all.Where(o => o.Id != row.Id).Take(MostOthers)];
            _origin = await Origins.FindAsync(row.RawId, ct);
            _repeats = (await Repeats.OfAsync([row.Id], ct)).GetValueOrDefault(row.Id);
            _events = await Complaints.HistoryAsync(row.Id, ct);
            _factors = FactJson.Factors(row.ScoreFactors);
            _attachments = JsonSerializer.Deserialize<List<Attachment>>(row.Attachments, Json) ?? [];
            _warnings = JsonSerializer.Deserialize<List<Reason>>(row.Warnings, Json) ?? [];
        }
        _row = row;
    }

    protected override void Dispose(bool disposing)
    {
        _toast?.Dispose();
        base.Dispose(disposing);
    }

    private async Task ChangeAsync(CaseChange change)
    {
        _mayWork = (await Authorization.AuthorizeAsync((await Who).User, Policies.WorkQueue)).Succeeded;
        if (_row is not { } row || !_mayWork || _busy)
        {
            return;
        }
        _busy = true;
        try
        {
            switch (await Desk.ChangeAsync(row.Id, row.Version, change, _me, Gone))
            {
                case CaseOutcome.Done done:
                    Say($"{Words.Of(change, Taxonomy)}: {row.Number}", undo: done.Undo);
                    // A note that was not taken stays in its field.
                    _note = change.Note == _note ? "" : _note;
                    break;
                case CaseOutcome.Moved moved: Say(Words.Of(moved, Clock.GetUtcNow()), bad: true); break;
                case CaseOutcome.Refused refused: Say(refused.Reason.Message, bad: true); break;
                default: Say($"{row.Number} is no longer there.", bad: true); break;
            }
        }
        catch (Exception e) when (StoreTrouble.Is(e))
        {
            Say(StoreTrouble.NotDone, bad: true);
        }
        finally
        {
            _busy = false;
        }
        await RefreshAsync();
    }

    private Task NoteAsync()
    {
        if (!string.IsNullOrWhiteSpace(_note))
        {
            return ChangeAsync(new CaseChange { Note = _note });
        }
        Say("Write the note first: what was said, what was done.", bad: true);
        return Task.CompletedTask;
    }

    private async Task UndoAsync()
    {
        if (_undo is { } step)
        {
            _undo = null;
            try
            {
                var back = await Desk.UndoAsync([step], _me, Gone);
                Say(back == 1 ? "Taken back." : "Somebody changed it since: it was not taken back.", bad: back == 0);
            }
            catch (Exception e) when (StoreTrouble.Is(e))
            {
                Say(StoreTrouble.NotDone, bad: true, undo: step);
            }
            await RefreshAsync();
        }
    }

    private async Task SaidAsync((string Text, bool Bad) said)
    {
        Say(said.Text, said.Bad);
        await RefreshAsync();
    }

    /// <summary>A sentiment is given as a bare number.</summary>
    private static string Minus(string why) => why.StartsWith('-') ? '−' + why[1..] : why;

    private string Width(ScoreFactor factor) =>
        Math.Clamp(100 * factor.Points / Math.Max(1, _factors.Max(f => f.Points)), 0, 100).ToString("0.#", CultureInfo.InvariantCulture);

    private void Say(string text, bool bad = false, CaseUndo? undo = null)
    {
        (_said, _saidBad, _undo) = (text, bad, undo);
        _toast?.Dispose();
        _toast = Clock.CreateTimer(_ => _ = InvokeAsync(() =>
        {
            (_said, _undo) = (null, null);
            StateHasChanged();
        }), null, UndoTime, Timeout.InfiniteTimeSpan);
    }
}
