using System.Text;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Rulebook;
using Beejan.Serving;
using Beejan.Signals;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Beejan.Workshop.Teaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Workshop;

/// <summary>The real pipeline with a desk at which people correct, and the book of versions.</summary>
internal sealed class WorkshopHouse(RawZoneHouse house) : IAsyncDisposable
{
    public RawZoneHouse Raw => house;

    public RuleBook Book => Get<RuleBook>();

    public RulesInForce Rules => Get<RulesInForce>();

    public CaseDesk Desk => new(Get<IDatabase>(), Get<ICurated>(), Get<IComplaints>(), Get<ITaxonomy>(), Get<IRanking>(), Get<IChangeFeed>(), TimeProvider.System);

    /// <param name="files">Beginnings of the names of the files that are learnt from; the English ones alone when none is named: learning from all takes
    /// tens of seconds on a slow machine, each time.</param>
    public static Task<WorkshopHouse> OpenAsync(bool postgres = false, params string[] files) => OpenAsync(postgres, TimeProvider.System, files);

    /// <summary>The same with a clock of the test's.</summary>
    public static async Task<WorkshopHouse> OpenAsync(bool postgres, TimeProvider clock, params string[] files) => new(await RawZoneHouse.OpenAsync(postgres, services => services.AddSingleton(clock)
        .AddSingleton(new TeachingCorpus(file => (files is [] ? ["en-"] : files).Any(f => file.StartsWith(f, StringComparison.Ordinal)))).AddSingleton<Corrections>().AddSingleton<Retraining>().AddSingleton<RetrainWork>()));

    public T Get<T>() where T : notnull => house.Services.GetRequiredService<T>();

    /// <summary>Lands one web form and judges it.</summary>
    public async Task<ComplaintRow> ServeAsync(string key, string words, string state = "Lagos", string phone = "08031234567")
    {
        var bytes = Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { submissionId = key, phone, state, submittedAt = "2026-11-01T08:00:00Z", text = words }));
        var receipt = await house.RawZone.LandAsync([new RawRecord(new SourceId("web-form"), key, "application/json", bytes, new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero))], false, default);
        await Get<ProcessingWork>().RunAsync(RunId.New(), default);
        return await ComplaintAsync(receipt[0].Root);
    }

    public Task<ComplaintRow> ComplaintAsync(long id) => Get<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().SingleAsync(c => c.Id == id, ct), default);

    public Task CorrectAsync(long id, string subcategory) => CorrectAsync(id, new CaseChange { Subcategory = subcategory });

    public async Task CorrectAsync(long id, CaseChange change) => Assert.IsType<CaseOutcome.Done>(await Desk.ChangeAsync(id, null, change, "ada", default));

    /// <summary>Makes a version from what has been corrected so far.</summary>
    public async Task<(RuleVersionRow Version, ModelReport Report)> RetrainAsync(string task = LearningTask.Category)
    {
        var retraining = Get<Retraining>();
        var version = await retraining.AskAsync(task, "ada", making: true, default);
        var report = await retraining.MakeAsync(version, _ => { }, default);
        return ((await Book.FindAsync(version.Id, default))!, report!);
    }

    public Task<List<string>> AuditAsync() => Get<IDatabase>().ReadAsync((db, ct) =>
        db.Set<Beejan.Governance.Audit.AuditEntry>().OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Action} {e.Subject} {e.Details}").ToListAsync(ct), default);

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
