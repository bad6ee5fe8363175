using System.Text;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Rulebook;
using Beejan.RawZone.Lake;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beejan.Tests.RawZone;

/// <summary>The real services from storage to processing on a data directory of their own; can be crashed and opened again.</summary>
internal sealed class RawZoneHouse : IAsyncDisposable
{
    private readonly Dictionary<string, string?> _settings;
    private readonly Action<IServiceCollection>? _services;
    private WebApplication _app;

    private RawZoneHouse(Dictionary<string, string?> settings, string directory, Action<IServiceCollection>? services)
    {
        (_settings, Directory, _services) = (settings, directory, services);
        _app = Build();
    }

    public string Directory { get; }

    public IServiceProvider Services => _app.Services;

    public IRawZone RawZone => Services.GetRequiredService<IRawZone>();

    public static Task<RawZoneHouse> OpenAsync(bool postgres, params (string Key, string Value)[] settings) => OpenAsync(postgres, null, settings);

    public static async Task<RawZoneHouse> OpenAsync(bool postgres, Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("beejan-test-").FullName;
        var all = new Dictionary<string, string?> { ["Beejan:Storage:DataDirectory"] = directory };
        if (postgres)
        {
            all["Beejan:Storage:Provider"] = "PostgreSql";
            all["Beejan:Storage:ConnectionString"] = PostgresServer.NewDatabase();
        }
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }
        var house = new RawZoneHouse(all, directory, services);
        await house.Services.MigrateAsync();
        return house;
    }

    /// <summary>Leaves everything as a killed process would: no segment closed, the node's lock released by the system.</summary>
    public async Task<HealingReport> CrashAndOpenAsync()
    {
        Services.GetRequiredService<NodeLock>().Dispose();
        _app = Build();
        await Services.MigrateAsync();
        return await Services.HealRawZoneAsync();
    }

    public async Task<HealingReport> StopAndOpenAsync()
    {
        await _app.DisposeAsync();
        _app = Build();
        return await Services.HealRawZoneAsync();
    }

    public static RawRecord Record(string key, string text, string source = "sms", string? context = null) =>
        new(new SourceId(source), key, "text/plain", Encoding.UTF8.GetBytes(text), new DateTimeOffset(2026, 11, 1, 9, 0, 0, TimeSpan.Zero), context);

    public async Task<List<StoredRecord>> UnansweredAsync(int pageSize = 100)
    {
        var all = new List<StoredRecord>();
        await foreach (var page in RawZone.UnansweredAsync(() => pageSize, default))
        {
            all.AddRange(page);
        }
        return all;
    }

    public Task AnswerAsync(params Answer[] answers) => Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
    {
        await RawZone.AnswerAsync(db, "test.1", RunId.New(), answers, ct);
        return 0;
    }, default);

    /// <summary>Runs the raw zone's checks; returns the names of those that failed with what they said.</summary>
    public async Task<List<string>> FaultsAsync()
    {
        var faults = new List<string>();
        foreach (var check in Services.GetServices<ICheck>())
        {
            var result = await check.RunAsync(default);
            if (!result.Ok)
            {
                faults.Add($"{check.Name}: {result.Detail}");
            }
        }
        return faults;
    }

    public IEnumerable<string> Segments() =>
        System.IO.Directory.EnumerateFiles(Path.Combine(Directory, "raw"), "*.ndjson", SearchOption.AllDirectories).Where(f => f.Contains("source="));

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    /// <summary>A second process on the same data directory and database.</summary>
    public WebApplication Another() => Build();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath(), EnvironmentName = "Test" });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders();
        builder.AddStorage().AddSignals().AddGovernance().AddRulebook().AddSources().AddRawZone().AddProcessing().AddCurated();
        _services?.Invoke(builder.Services);
        return builder.Build();
    }
}
