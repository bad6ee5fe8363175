using System.Globalization;
using Beejan.Processing.Learning;
using Beejan.Rulebook;
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
    private int? _loaded;

    /// <summary>The number of the version that is shown whole.</summary>
    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (Loaded && _loaded != Version)
        {
            await RefreshAsync();
        }
    }

    protected override async Task LoadAsync(CancellationToken ct)
    {
        _loaded = Version;
        _rows = await Book.ListAsync(RuleKinds.Model, 50, ct);
        _live = _rows.FirstOrDefault(r => r.State == RuleStates.Live);
        _making = _rows.Any(IsMaking);
        _shown = _rows.FirstOrDefault(r => Version is { } number ? r.Number == number : !IsMaking(r));
        _moves = _shown is null ? [] : await Book.MovesAsync(_shown.Id, ct);
        var samples = await Complaints.ByIdsAsync([.. _moves.Where(m => m.Live != m.Shadow).Select(m => m.Sample).Distinct().Take(50)], ct);
        _samples = samples.ToDictionary(c => c.Id, c => c.Number);
        (_all, _since) = await Corrections.TallyAsync(_live?.CreatedAt ?? DateTimeOffset.UnixEpoch, ct);
        var now = await Rules.NowAsync(ct);
        _models =
        [
            (LearningTask.Category, VersionTones.Number(now.Parts.Model), now.Category.Model.Parts),
            .. new[] { LearningTask.Language, LearningTask.Sentiment }.Select(t => (t, VersionTones.Number(0), Shipped[t].Model.Parts)),
        ];
    }

    private static bool IsMaking(RuleVersionRow row) => row.State is RuleStates.Asked or RuleStates.Making;

    private async Task RetrainAsync() => await ActAsync(async by =>
    {
        var version = await Retraining.AskAsync(by, making: false, Gone);
        Go.NavigateTo($"/models?version={version.Number}");
        return $"Version {version.Number} is being made. It changes nothing until somebody promotes it.";
    });

    private async Task<string?> PromoteAsync(RuleVersionRow row, string by)
    {
        var taxonomy = (await Rules.NowAsync(Gone)).Taxonomy;
        var model = await ModelAsync(row);
        var lost = model.Classes.Where(c => taxonomy.Place(c) is null).ToList();
        if (lost.Count > 0)
        {
            throw new WorkshopRefusedException($"This model answers {string.Join(", ", lost)}, which the taxonomy in force does not have. Retrain, or put the taxonomy it was made for in force first.");
        }
        return await Book.PromoteAsync(row.Id, by, Gone) ? $"Version {row.Number} is in force. Complaints judged from now on name it; earlier ones stay until a replay judges them again." : null;
    }

    private async Task<TextModel> ModelAsync(RuleVersionRow row)
    {
        try
        {
            return await Rules.ModelAsync(await Book.FindAsync(row.Id, Gone) ?? row, Gone);
        }
        catch (InvalidDataException e)
        {
            throw new WorkshopRefusedException(e.Message);
        }
    }

    private async Task<string?> ShadowAsync(RuleVersionRow row, bool on, string by)
    {
        if (on)
        {
            await ModelAsync(row);
        }
        return !await Book.ShadowAsync(row.Id, on, by, Gone) ? null
            : on ? $"Version {row.Number} judges incoming complaints beside the one in force. Nothing of it is served." : $"Version {row.Number} no longer runs.";
    }

    private async Task<string?> RollBackAsync(string by) =>
        _live is { } live && await Book.RollBackAsync(RuleKinds.Model, by, Gone) ? $"Version {live.Number} is out of force; {VersionTones.Number(live.Replaces)} judges again." : null;

    private Task PauseAsync()
    {
        Paused = !Paused;
        return Paused ? Task.CompletedTask : RefreshAsync();
    }

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
