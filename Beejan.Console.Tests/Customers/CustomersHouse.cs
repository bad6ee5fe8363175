using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Persons;
using Beejan.Customers;
using Beejan.Customers.Profiles;
using Beejan.Governance.Privacy;
using Beejan.Processing;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Beejan.Tests.Customers;

/// <summary>The real pipeline with the room of customers beside it.</summary>
internal sealed class CustomersHouse(RawZoneHouse house) : IAsyncDisposable
{
    private int _landed;

    public RawZoneHouse Raw => house;

    public static async Task<CustomersHouse> OpenAsync(bool postgres = false) =>
        new(await RawZoneHouse.OpenAsync(postgres, services => services.AddCustomersParts()));

    public T Get<T>() where T : notnull => house.Services.GetRequiredService<T>();

    public Task<T> ReadAsync<T>(Func<BeejanDbContext, Task<T>> query) => Get<IDatabase>().ReadAsync((db, _) => query(db), default);

    /// <summary>Imports a file of profiles.</summary>
    public Task<ProfileImportRow> ImportAsync(string text, string name = "profiles.csv") => ImportAsync(Encoding.UTF8.GetBytes(text), name);

    /// <summary>Imports a file of profiles.</summary>
    public async Task<ProfileImportRow> ImportAsync(byte[] bytes, string name)
    {
        using var content = new MemoryStream(bytes);
        return await Get<ProfileImport>().ImportAsync(name, content, "ada", null, default);
    }

    /// <summary>Lands a web form and judges it; returns the complaint.</summary>
    public Task<ComplaintRow> FormAsync(string words, string? phone = null, string? email = null, string? name = null, string? state = null, string at = "2026-11-01T08:00:00Z") =>
        ServeAsync("web-form", JsonSerializer.Serialize(new { submissionId = $"w{++_landed}", phone, email, name, state, submittedAt = at, text = words }));

    /// <summary>Lands a post and judges it; returns the complaint.</summary>
    public Task<ComplaintRow> PostAsync(string words, string id, string handle, string name, string? location = null, string at = "2026-11-01T08:00:00.000Z") =>
        ServeAsync("social", JsonSerializer.Serialize(new
        {
            data = new { id = (1_900_000_000_000_000_000 + ++_landed).ToString(System.Globalization.CultureInfo.InvariantCulture), created_at = at, author_id = id, text = words },
            includes = new { users = new[] { new { id, name, username = handle, location } } },
        }));

    public async Task<ComplaintRow> ServeAsync(string source, string text)
    {
        var from = house.Services.GetServices<ISource>().Single(s => s.Id.Value == source);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var records = new List<RawRecord>();
        await foreach (var record in from.SplitAsync(new Delivery("test", null, content, new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero)), default))
        {
            records.Add(record);
        }
        var landed = await house.RawZone.LandAsync(records, false, default);
        await Get<ProcessingWork>().RunAsync(RunId.New(), default);
        var root = landed[0].Root;
        return await ReadAsync(db => db.Set<ComplaintRow>().SingleAsync(c => c.Id == root));
    }

    public long Customer(string msisdn) => Get<IdentityKeys>().Msisdn(msisdn);

    /// <summary>What persons and pairs have against each other; for rows that were put in without their records.</summary>
    public async Task<string> PersonFaultsAsync() =>
        await house.Services.GetServices<ICheck>().OfType<Beejan.Customers.Linking.PersonCheck>().Single().RunAsync(default) is { Ok: false, Detail: { } fault } ? fault : "";

    public Task<List<string>> AuditAsync() => ReadAsync(db =>
        db.Set<Beejan.Governance.Audit.AuditEntry>().OrderBy(e => e.Id).Select(e => $"{e.Actor} {e.Action} {e.Subject} {e.Details}").ToListAsync());

    public ValueTask DisposeAsync() => house.DisposeAsync();
}
