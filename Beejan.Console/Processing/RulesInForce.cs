using System.Text.Json;
using Beejan.Contracts;
using Beejan.Processing.Learning;
using Beejan.Processing.Learning.Scoring;
using Beejan.Processing.Learning.Shipped;
using Beejan.Processing.Rules;
using Beejan.Rulebook;
using Beejan.Signals;

namespace Beejan.Processing;

/// <summary>
/// The rules that judge records now, on this node. Asked for every page, so a promotion or roll-back anywhere holds from the next page on; a
/// version that cannot be read leaves what was in force and raises the health line.
/// </summary>
internal sealed class RulesInForce(
    RuleBook book, RuleFiles files, ShippedModels models, Taxonomy shipped, IChangeFeed feed, ILogger<RulesInForce> log) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IDisposable? _subscription;
    private IReadOnlyList<RuleMark> _marks = [];
    private RuleSet? _current;

    /// <summary>As last asked for; what ships before that.</summary>
    public RuleSet Current => _current ??= Shipped();

    /// <summary>Why a version that should be in force is not; null when all is well.</summary>
    public string? Fault { get; private set; }

    /// <summary>The rules in force now.</summary>
    public async ValueTask<RuleSet> NowAsync(CancellationToken ct)
    {
        var marks = await book.InForceAsync(ct);
        if (_current is not null && Fault is null && _marks.SequenceEqual(marks))
        {
            return _current;
        }
        await _one.WaitAsync(ct);
        try
        {
            (_current, Fault) = (await LoadAsync(marks, ct), null);
            _marks = marks;
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            // Tried again with each page, told once.
            if (Fault != e.Message)
            {
                log.LogError(e, "A version that should be in force cannot be read; what was in force stays");
            }
            Fault = e.Message;
        }
        finally
        {
            _one.Release();
        }
        return Current;
    }

    /// <summary>The rules in force with one part replaced by a version that is only tried.</summary>
    public async Task<RuleSet> WithAsync(RuleVersionRow version, CancellationToken ct)
    {
        var now = await NowAsync(ct);
        return version.Kind switch
        {
            RuleKinds.Taxonomy => new RuleSet(now.Parts with { Taxonomy = version.Number }, new Taxonomy(TaxonomyFile.Read(version.Content)), now.Routing, now.Models, null),
            RuleKinds.Routing => new RuleSet(
                now.Parts with { Routing = version.Number }, now.Taxonomy, new Routing(Routing.Read(version.Content)), now.Models, null, () => now.Judges),
            _ => new RuleSet(
                now.Parts.With(LearningTask.OfKind(version.Kind), version.Number), now.Taxonomy, now.Routing, now.Models.With(await ModelsAsync(version, ct)), null),
        };
    }

    /// <summary>The models of a version by name, all of its task.</summary>
    /// <exception cref="InvalidDataException">The file is gone or damaged.</exception>
    public async Task<IReadOnlyDictionary<string, TextModel>> ModelsAsync(RuleVersionRow version, CancellationToken ct)
    {
        var made = ModelBundle.Read(await files.ReadAsync(version, ct));
        return made.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(ShippedRecipes.NamesOf(LearningTask.OfKind(version.Kind))) ? made
            : throw new InvalidDataException($"the file of {version.Kind} {version.Number} holds other models than its task has: roll back, then retrain");
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await NowAsync(cancellationToken);
        _subscription = feed.Subscribe(Topic.Rules, nameof(RulesInForce), async () => await NowAsync(CancellationToken.None));
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _one.Dispose();
    }

    private RuleSet Shipped() => new(RuleParts.Shipped, shipped, Routing.None, models, null);

    private async Task<RuleSet> LoadAsync(IReadOnlyList<RuleMark> marks, CancellationToken ct)
    {
        async Task<RuleVersionRow?> Row(string kind, string state) =>
            marks.FirstOrDefault(m => m.Kind == kind && m.State == state) is { } mark ? await book.FindAsync(mark.Id, ct) : null;
        var (taxonomy, routing) = (await Row(RuleKinds.Taxonomy, RuleStates.Live), await Row(RuleKinds.Routing, RuleStates.Live));
        var parts = RuleParts.Shipped with { Taxonomy = taxonomy?.Number ?? 0, Routing = routing?.Number ?? 0 };
        var known = taxonomy is null ? shipped : new Taxonomy(TaxonomyFile.Read(taxonomy.Content));
        var own = new Dictionary<string, TextModel>(StringComparer.Ordinal);
        foreach (var task in LearningTask.All)
        {
            if (await Row(LearningTask.KindOf(task), RuleStates.Live) is { } live)
            {
                parts = parts.With(task, live.Number);
                foreach (var (name, model) in await ModelsAsync(live, ct))
                {
                    own[name] = model;
                }
            }
        }
        var now = models.With(own);
        var shadows = new List<Shadow>();
        foreach (var task in LearningTask.All)
        {
            if (await Row(LearningTask.KindOf(task), RuleStates.Shadow) is { } shadow)
            {
                var tried = now.With(await ModelsAsync(shadow, ct));
                shadows.Add(new Shadow(shadow.Id, task, parts[task], new Lazy<Judges>(() => Judges.Of(tried, known))));
            }
        }
        return new RuleSet(parts, known, routing is null ? Routing.None : new Routing(Routing.Read(routing.Content)), now, shadows.Count == 0 ? null : new ShadowRun(shadows));
    }
}

/// <summary>Raised while a version that should be in force cannot be read.</summary>
internal sealed class RulesProbe(RulesInForce rules) : IProbe
{
    public string Name => "Rules";

    public Task<ProbeResult> LookAsync(CancellationToken ct) =>
        Task.FromResult(rules.Fault is { } fault ? ProbeResult.Down(fault) : ProbeResult.Ok($"version {rules.Current.Version} judges"));
}

/// <summary>The taxonomy in force, for pages, reports and people's corrections.</summary>
internal sealed class TaxonomyInForce(RulesInForce rules, Taxonomy shipped) : ITaxonomy
{
    public string Version => Now.Version;

    public IReadOnlyList<Subcategory> Subcategories => Now.Subcategories;

    /// <summary>The teams that sub-categories or routing rules name.</summary>
    public IReadOnlyList<string> Teams => rules.Current.Routing.Rules.Count == 0 ? Now.Teams
        : [.. Now.Teams.Concat(rules.Current.Routing.Rules.Select(r => r.Team)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>A key that only the version that ships knows is answered from there: complaints keep theirs until they are judged again.</summary>
    public Subcategory this[string key] => Now.Find(key) ?? shipped[key];

    public string EscalationTag => Now.EscalationTag;

    public string TeamOf(Subcategory subcategory, CaseFacts facts) => rules.Current.Routing.TeamOf(
        new RoutedFacts(subcategory.Category, subcategory.Key, facts.State, facts.Channel, facts.Language, facts.Priority, null)) ?? subcategory.Team;

    public DateTimeOffset DueAt(Subcategory subcategory, DateTimeOffset reportedAt, bool escalatedToRegulator) => Now.DueAt(subcategory, reportedAt, escalatedToRegulator);

    private Taxonomy Now => rules.Current.Taxonomy;
}
