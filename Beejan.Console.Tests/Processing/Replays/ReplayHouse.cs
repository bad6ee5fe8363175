using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Processing;
using Beejan.Processing.Replays;
using Beejan.RawZone;
using Beejan.RawZone.Replays;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beejan.Tests.Processing.Replays;

/// <summary>The real pipeline with one more stage, whose rules the test changes, and a curated writer that can fail or lie.</summary>
internal sealed class ReplayHouse(RawZoneHouse house, Rules rules, Writer writer) : IAsyncDisposable
{
    public Rules Rules => rules;

    public Writer Writer => writer;

    public RawZoneHouse Raw => house;

    public ReplayBook Book => Get<ReplayBook>();

    public IWork Work => house.Services.GetServices<IWork>().Single(w => w.Name == "replay-raw-zone");

    public ReplayRunner Runner => Get<ReplayRunner>();

    public IDatabase Database => Get<IDatabase>();

    public static async Task<ReplayHouse> OpenAsync(bool postgres = false)
    {
        var (rules, writer) = (new Rules(), new Writer());
        var house = await RawZoneHouse.OpenAsync(postgres, services =>
        {
            services.AddSingleton<IStage>(rules);
            var real = services.Last(s => s.ServiceType == typeof(ICurated)).ImplementationType!;
            services.AddSingleton<ICurated>(p => writer.Before((ICurated)ActivatorUtilities.CreateInstance(p, real)));
        });
        return new ReplayHouse(house, rules, writer);
    }

    public T Get<T>() where T : notnull => house.Services.GetRequiredService<T>();

    /// <summary>Lands that many forms and judges them.</summary>
    public async Task ServeAsync(int count, string prefix = "w", string source = "web-form")
    {
        await house.RawZone.LandAsync([.. Enumerable.Range(0, count).Select(i => Form($"{prefix}-{i}", source))], false, default);
        await ProcessAsync();
    }

    public Task<WorkReport> ProcessAsync() => Get<ProcessingWork>().RunAsync(RunId.New(), default);

    public static RawRecord Form(string key, string source = "web-form", string words = "No network in my street since morning") => new(
        new SourceId(source), key, "application/json",
        Encoding.UTF8.GetBytes($$"""{"submissionId":"{{key}}","phone":"0803{{1000000 + Math.Abs(key.Aggregate(7, (h, c) => (h * 31 + c) % 999983)):0}}","state":"Lagos","submittedAt":"2026-11-01T08:00:00Z","text":"{{words}}, {{key}}"}"""),
        new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero));

    public async Task<ReplayRow> ReplayAsync(string step, ReplayScope? scope = null, int rate = 0, int canary = 5)
    {
        var row = await Book.AskAsync(scope ?? new ReplayScope(null, null, null, null), step, rate, canary, "tester", running: true, default);
        await Get<ReplayRunner>().RunAsync(row, null, default);
        return (await Book.FindAsync(row.Id, default))!;
    }

    public async Task<ReplayRow> ContinueAsync(ReplayRow row)
    {
        await Book.AdvanceAsync(row.Id, "tester", running: true, default);
        await Get<ReplayRunner>().RunAsync((await Book.FindAsync(row.Id, default))!, null, default);
        return (await Book.FindAsync(row.Id, default))!;
    }

    /// <summary>Everything that is served, without the times of landing and writing and what is made under the key that only this house has.</summary>
    public Task<List<string>> ServedAsync() => Database.ReadAsync(async (db, ct) =>
    {
        var rows = await db.Set<ComplaintRow>().OrderBy(c => c.Id).ToListAsync(ct);
        foreach (var row in rows)
        {
            (row.ReceivedAt, row.UpdatedAt, row.CustomerId, row.Fingerprint, row.Wording, row.Named) = (default, default, 0, 0, null, null);
        }
        return rows.ConvertAll(r => System.Text.Json.JsonSerializer.Serialize(r));
    }, default);

    public Task<ComplaintRow> ComplaintAsync(long id) => Database.ReadAsync((db, ct) => db.Set<ComplaintRow>().SingleAsync(c => c.Id == id, ct), default);

    public async Task<string> BalanceAsync()
    {
        var all = await Get<IBalance>().ReadAsync(default);
        return string.Create(CultureInfo.InvariantCulture,
            $"{all.Sum(b => b.Curated)} curated, {all.Sum(b => b.Dropped)} dropped, {all.Sum(b => b.DeadLettered)} dead, {all.Sum(b => b.InFlight)} in flight, {(all.All(b => b.Balanced) ? "balanced" : "off")}");
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();
}

/// <summary>The rules in force, as a stage: what they say of a key is what the test says.</summary>
internal sealed class Rules : RecordStage
{
    public override string Name => "rules";

    /// <summary>Null keeps the draft as the stages before made it.</summary>
    public Func<ComplaintDraft, Outcome>? Say { get; set; }

    public override Outcome Apply(ComplaintDraft draft) => Say?.Invoke(draft) ?? new Outcome.Kept(draft);

    public static Outcome Billing(ComplaintDraft draft) => new Outcome.Kept(draft with { Category = Categories.Billing, Subcategory = "BIL-OVR", Priority = 2 });

    public static Outcome Refuse(ComplaintDraft draft) => new Outcome.Rejected(new Reason("rules.refused", "The rules of the test refuse it."));
}

/// <summary>Writes as the real one does until it is told to fail or to lie.</summary>
internal sealed class Writer : ICurated
{
    private ICurated _inner = null!;

    /// <summary>Complaints it still writes before the disk is full; null for ever.</summary>
    public int? Room { get; set; }

    /// <summary>What it writes instead.</summary>
    public Func<Complaint, Complaint>? Lie { get; set; }

    /// <summary>Called before each batch is written.</summary>
    public Action<BeejanDbContext>? Meddle { get; set; }

    public int Written { get; private set; }

    public Writer Before(ICurated inner)
    {
        _inner = inner;
        return this;
    }

    public Task EchoAsync(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger, CancellationToken ct) => _inner.EchoAsync(db, echoes, noLonger, ct);

    public async Task UpsertAsync(BeejanDbContext db, IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh, CancellationToken ct)
    {
        await _inner.UpsertAsync(db, Told(complaints), fresh, ct);
        Count(db, complaints.Count);
    }

    public ICuratedPages Begin(BeejanDbContext db) => new Pages(this, db, _inner.Begin(db));

    private IReadOnlyList<Complaint> Told(IReadOnlyList<Complaint> complaints) => Lie is null ? complaints : [.. complaints.Select(Lie)];

    private void Count(BeejanDbContext db, int complaints)
    {
        Meddle?.Invoke(db);
        Written += complaints;
        if ((Room -= complaints) < 0)
        {
            throw new IOException("No space left on device");
        }
    }

    public Task<ComplaintRow?> DecideAsync(BeejanDbContext db, long id, Action<ComplaintRow> change, CancellationToken ct) => _inner.DecideAsync(db, id, change, ct);

    private sealed class Pages(Writer writer, BeejanDbContext db, ICuratedPages inner) : ICuratedPages
    {
        public void Upsert(IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh)
        {
            inner.Upsert(writer.Told(complaints), fresh);
            writer.Count(db, complaints.Count);
        }

        public void Settle() => inner.Settle();
    }
}
