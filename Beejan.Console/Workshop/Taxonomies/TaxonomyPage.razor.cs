using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules;
using Beejan.RawZone.Replays;
using Beejan.Rulebook;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace Beejan.Workshop.Taxonomies;

public partial class TaxonomyPage() : WorkshopPage(Topic.Replays)
{
    private const long MostBytes = 1 << 20;

    /// <summary>Records a second in a trial or replay asked for here: live work has the rest.</summary>
    private const int Rate = 5000;

    private IReadOnlyList<RuleVersionRow> _rows = [];
    private IReadOnlyList<TaxonomyChange> _changes = [];
    private IReadOnlyList<string> _faults = [];
    private IReadOnlyDictionary<long, string> _numbers = new Dictionary<long, string>();
    private RuleVersionRow? _shown;
    private ReplayRow? _trial;
    private DateTime? _from;
    private DateTime? _to;
    private int _against;
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
        _rows = await Book.ListAsync(RuleKinds.Taxonomy, 50, ct);
        _shown = Version is { } number ? _rows.FirstOrDefault(r => r.Number == number) : _rows.Count == 0 ? null : _rows[0];
        if (_shown is null)
        {
            (_trial, _changes) = (null, []);
            return;
        }
        _against = _shown.State is RuleStates.Live or RuleStates.Retired ? _shown.Replaces : _rows.FirstOrDefault(r => r.State == RuleStates.Live)?.Number ?? 0;
        _changes = TaxonomyChange.Between(Of(_against), new Taxonomy(TaxonomyFile.Read(_shown.Content)));
        _trial = await Replays.TrialAsync(_shown.Id, ct);
        var samples = _trial is null ? [] : ReplayFindings.Read(_trial.Forecast).Cells.SelectMany(c => c.Samples).Take(400).ToList();
        _numbers = (await Complaints.ByIdsAsync(samples, ct)).ToDictionary(c => c.Id, c => c.Number);
    }

    private Taxonomy Of(int number) => _rows.FirstOrDefault(r => r.Number == number) is { } row ? new Taxonomy(TaxonomyFile.Read(row.Content)) : Shipped;

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        _faults = [];
        if (chosen.File.Size > MostBytes)
        {
            _faults = [$"{chosen.File.Name} is larger than 1 MiB; a taxonomy is far smaller"];
            return;
        }
        await ActAsync(async by =>
        {
            using var reader = new StreamReader(chosen.File.OpenReadStream(MostBytes, Gone));
            var (file, faults) = TaxonomyFaults.Read(await reader.ReadToEndAsync(Gone), await AnswersAsync());
            if (file is null)
            {
                _faults = faults;
                throw new WorkshopRefusedException($"{chosen.File.Name} was not taken: {faults.Count} {(faults.Count == 1 ? "fault" : "faults")} below.");
            }
            var content = file.ToJson();
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
            var row = await Book.AddAsync(new RuleVersionRow { Kind = RuleKinds.Taxonomy, Name = file.Version, Content = content, Hash = hash }, by, Gone);
            Go.NavigateTo($"/taxonomy?version={row.Number}");
            return $"Version {row.Number} ({file.Version}) is a draft: it changes nothing until somebody commits it.";
        });
    }

    private Task TryAsync() => ActAsync(async by =>
    {
        if (_from is { } from && _to is { } to && to <= from)
        {
            throw new WorkshopRefusedException("Until must be later than from.");
        }
        await Replays.TryAsync(new ReplayScope(null, Lagos(_from), Lagos(_to), null), _shown!.Id, Rate, by, running: false, Gone);
        Feed.Publish(Topic.Replays);
        return "The range is judged by this version in shadow.";
    });

    private async Task<string?> CancelAsync(ReplayRow row, string by) => await Replays.CancelAsync(row.Id, by, Gone) ? "The trial was cancelled." : null;

    private async Task<string?> CommitAsync(string by)
    {
        var now = await Rules.NowAsync(Gone);
        Check(_shown!.Content, now.Models[LearningTask.Category].Model.Classes);
        if (RoutingFaults.Of(now.Routing.Rules, new Taxonomy(TaxonomyFile.Read(_shown.Content)), Places.States) is [var fault, ..])
        {
            throw new WorkshopRefusedException($"The routing in force does not fit it. {fault}. Change the rules on the page Routing first.");
        }
        return await Book.PromoteAsync(_shown.Id, by, Gone) ? $"Version {_shown.Number} is in force for what is judged from now on. Earlier complaints stay until they are replayed." : null;
    }

    private async Task<string?> RollBackAsync(string by)
    {
        if (_rows.FirstOrDefault(r => r.Number == _shown!.Replaces) is { } earlier)
        {
            Check(earlier.Content, await AnswersAsync());
        }
        else
        {
            Check(Shipped.File.ToJson(), await AnswersAsync());
        }
        return await Book.RollBackAsync(RuleKinds.Taxonomy, by, Gone, _shown!.Number) ? $"{VersionTones.Number(_shown!.Replaces)} is in force again." : null;
    }

    private async Task<string?> ReplayAsync(string by)
    {
        var row = await Replays.AskAsync(_trial!.Scope, ReplaySteps.DryRun, Rate, 5, by, running: false, Gone);
        Feed.Publish(Topic.Replays);
        Go.NavigateTo($"/replays?id={row.Id}");
        return "The replay has begun with its dry run.";
    }

    /// <summary>The keys that the model in force gives.</summary>
    private async Task<IReadOnlyList<string>> AnswersAsync() => (await Rules.NowAsync(Gone)).Models[LearningTask.Category].Model.Classes;

    private static void Check(string content, IReadOnlyList<string> answers)
    {
        if (TaxonomyFaults.Read(content, answers) is { Faults: [var first, ..] })
        {
            throw new WorkshopRefusedException($"It does not fit the model in force. {first}. A model can be rolled back on the page Models.");
        }
    }

    private static DateTimeOffset? Lagos(DateTime? local) =>
        local is { } time ? PeriodText.Read(time.ToString("yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), isEnd: false) : null;

    private Task PauseAsync()
    {
        Paused = !Paused;
        return Paused ? Task.CompletedTask : RefreshAsync();
    }
}
