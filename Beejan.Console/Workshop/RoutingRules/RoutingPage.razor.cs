using System.Security.Cryptography;
using System.Text;
using Beejan.Processing.Rules;
using Beejan.Rulebook;
using Beejan.Ui;
using Microsoft.AspNetCore.Components;

namespace Beejan.Workshop.RoutingRules;

public partial class RoutingPage
{
    private const int UsualDays = 30;

    private IReadOnlyList<RuleVersionRow> _rows = [];
    private IReadOnlyList<string> _rules = [];
    private IReadOnlyList<string> _faults = [];
    private IReadOnlyDictionary<long, string> _numbers = new Dictionary<long, string>();
    private List<RuleEdit> _edit = [];
    private SimulationReport? _report;
    private RuleVersionRow? _shown;
    private string? _content;
    private int? _overtaken;
    private DateOnly _from;
    private DateOnly _to;
    private int? _loaded;

    /// <summary>The number of the version that is shown whole.</summary>
    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    private string Title => _shown is null ? "Rules" : $"Version {_shown.Number}: {_shown.Name}";

    private bool IsEdited => Content(_edit) != (_shown?.Content ?? "[]");

    protected override Task OnInitializedAsync()
    {
        _to = LagosClock.Day(Clock.GetUtcNow());
        _from = _to.AddDays(-UsualDays);
        return base.OnInitializedAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Loaded && _loaded != Version)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        var asked = Loaded ? _loaded : Version;
        _loaded = Version;
        _rows = await Book.ListAsync(RuleKinds.Routing, 50, ct);
        _shown = Version is { } number ? _rows.FirstOrDefault(r => r.Number == number) : _rows.FirstOrDefault(r => r.State == RuleStates.Live);
        var content = _shown?.Content ?? "[]";
        if (content != _content)
        {
            // What somebody is writing stays when the page reads again, and when somebody else switches other rules on meanwhile.
            var keeps = _content is not null && asked == Version && Content(_edit) != _content && Content(_edit) != content;
            (_content, _faults, _overtaken) = (content, keeps ? _faults : [], keeps ? _shown?.Number ?? 0 : null);
            _edit = keeps ? _edit : [.. Routing.Read(content).Select(RuleEdit.Of)];
        }
        _rules = [.. Routing.Read(content).Select(r => r.Name)];
        _report = SimulationReport.Read(_shown?.Report);
        _numbers = (await Complaints.ByIdsAsync(_report is null ? [] : [.. _report.Moves.SelectMany(m => m.Samples).Distinct()], ct)).ToDictionary(c => c.Id, c => c.Number);
    }

    private Task SimulateAsync() => ActAsync(async by =>
    {
        var rules = _edit.ConvertAll(e => e.ToRule());
        _faults = RoutingFaults.Of(rules, (await Rules.NowAsync(Gone)).Taxonomy, Places.States);
        if (_faults.Count > 0)
        {
            throw new WorkshopRefusedException("The rules were not saved: see below them.");
        }
        if (_to < _from)
        {
            throw new WorkshopRefusedException("The end must not come before the beginning.");
        }
        var row = _shown;
        if (row is null || IsEdited)
        {
            var content = Routing.ToJson(rules);
            row = await Book.AddAsync(new RuleVersionRow
            {
                Kind = RuleKinds.Routing, Content = content, Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
                Name = rules.Count == 0 ? "No rules" : string.Join(", ", rules.Select(r => r.Name)) is { Length: > 60 } all ? all[..57] + "…" : string.Join(", ", rules.Select(r => r.Name)),
            }, by, Gone);
        }
        var report = await Simulation.RunAsync(new Routing(rules), LagosClock.Midnight(_from), LagosClock.Midnight(_to.AddDays(1)), Gone);
        await Book.FillAsync(row.Id, row.State, r => r.Report = report.ToJson(), Gone);
        Go.NavigateTo($"/routing?version={row.Number}");
        return $"Version {row.Number} was simulated on {report.Complaints:N0} complaints. Nothing that is served was changed.";
    });

    private async Task<string?> PromoteAsync(string by)
    {
        var faults = RoutingFaults.Of(Routing.Read(_shown!.Content), (await Rules.NowAsync(Gone)).Taxonomy, Places.States);
        if (faults.Count > 0)
        {
            throw new WorkshopRefusedException($"It does not fit the taxonomy in force. {faults[0]}.");
        }
        return await Book.PromoteAsync(_shown.Id, by, Gone) ? $"Version {_shown.Number} routes what is judged from now on. Earlier complaints stay with their team until a replay." : null;
    }

    private async Task<string?> RollBackAsync(string by)
    {
        var replaced = _shown!.Replaces;
        if (!await Book.RollBackAsync(RuleKinds.Routing, by, Gone, _shown.Number))
        {
            return null;
        }
        Go.NavigateTo(replaced == 0 ? "/routing" : $"/routing?version={replaced}");
        return $"Back to {Earlier(replaced)}.";
    }

    private static string Content(List<RuleEdit> edit) => Routing.ToJson(edit.ConvertAll(e => e.ToRule()));

    private static string Earlier(int number) => number == 0 ? "no rules" : VersionTones.Number(number);

    private Task PauseAsync()
    {
        Paused = !Paused;
        return Paused ? Task.CompletedTask : RefreshAsync();
    }
}
