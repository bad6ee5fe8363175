using System.Globalization;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Rulebook;
using Beejan.Ui;
using Microsoft.AspNetCore.Components;

namespace Beejan.Workshop.Teaching;

public partial class Models
{
    private IReadOnlyList<RuleVersionRow> _rows = [];
    private IReadOnlyList<(string Task, string Version, ModelParts Parts)> _models = [];
    private IReadOnlyList<LessonMove> _since = [];
    private IReadOnlyList<ShadowMoveRow> _moves = [];
    private IReadOnlyDictionary<long, string> _samples = new Dictionary<long, string>();
    private RuleVersionRow? _live;
    private RuleVersionRow? _shown;
    private int _all;
    private bool _making;
    private (string Task, int? Version) _loaded;

    /// <summary>One of <see cref="LearningTask"/>; the category when none is named.</summary>
    [SupplyParameterFromQuery(Name = "task")]
    public string? Asked { get; set; }

    /// <summary>The number of the version that is shown whole.</summary>
    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    private string Told => Asked is { } task && LearningTask.All.Contains(task) ? task : LearningTask.Category;

    private string Kind => LearningTask.KindOf(Told);

    protected override async Task OnParametersSetAsync()
    {
        if (Loaded && _loaded != (Told, Version))
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        _loaded = (Told, Version);
        _rows = await Book.ListAsync(Kind, 50, ct);
        _live = _rows.FirstOrDefault(r => r.State == RuleStates.Live);
        _making = _rows.Any(IsMaking);
        _shown = _rows.FirstOrDefault(r => Version is { } number ? r.Number == number : !IsMaking(r));
        _moves = _shown is null ? [] : await Book.MovesAsync(_shown.Id, ct);
        var samples = await Complaints.ByIdsAsync([.. _moves.Where(m => m.Live != m.Shadow).Select(m => m.Sample).Distinct().Take(50)], ct);
        _samples = samples.ToDictionary(c => c.Id, c => c.Number);
        (_all, _since) = await Corrections.TallyAsync(Told, _live?.CreatedAt ?? DateTimeOffset.UnixEpoch, ct);
        var now = await Rules.NowAsync(ct);
        _models = [.. LearningTask.All.Select(t => (t, VersionTones.Number(now.Parts[t]), now.Models[t].Model.Parts))];
    }

    /// <summary>The page's address for a task.</summary>
    private static string At(string task) => task == LearningTask.Category ? "/models" : $"/models?task={task}";

    /// <summary>Where complaints are that are worth a look: what the models are unsure of or cannot tell.</summary>
    private string Review => Told switch { LearningTask.Category => "/queue?confidence=low", LearningTask.Language => "/queue?language=und,mixed", _ => "/queue" };

    /// <summary>An answer of the task in words.</summary>
    private string NameOf(string key) => Told switch { LearningTask.Category => Taxonomy.NameOf(key), LearningTask.Language => LanguageTag.Words(key), _ => key };

    private static bool IsMaking(RuleVersionRow row) => row.State is RuleStates.Asked or RuleStates.Making;

    private async Task RetrainAsync() => await ActAsync(async by =>
    {
        var version = await Retraining.AskAsync(Told, by, making: false, Gone);
        Go.NavigateTo(VersionTable.Link(At(Told), version.Number));
        return $"Version {version.Number} is being made. It changes nothing until somebody promotes it.";
    });

    private async Task<string?> PromoteAsync(RuleVersionRow row, string by) =>
        await Acts.PromoteAsync(row, by, Gone) ? $"Version {row.Number} is in force. Complaints judged from now on name it; earlier ones stay until a replay judges them again." : null;

    private async Task<string?> ShadowAsync(RuleVersionRow row, bool on, string by) => !await Acts.ShadowAsync(row, on, by, Gone) ? null
        : on ? $"Version {row.Number} judges incoming complaints beside the one in force. Nothing of it is served." : $"Version {row.Number} no longer runs.";

    private async Task<string?> RollBackAsync(string by) =>
        _live is { } live && await Book.RollBackAsync(Kind, by, Gone, live.Number) ? $"Version {live.Number} is out of force; {VersionTones.Number(live.Replaces)} judges again." : null;

    private Task PauseAsync()
    {
        Paused = !Paused;
        return Paused ? Task.CompletedTask : RefreshAsync();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
