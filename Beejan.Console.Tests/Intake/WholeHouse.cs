using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance;
using Beejan.Governance.Privacy;
using Beejan.Intake;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Rulebook;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Beejan.Tests.Intake;

/// <summary>Everything from the way in to the complaint, on a real SQLite file and lake; judged when the test says so.</summary>
internal sealed class WholeHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("beejan-whole-");

    private WholeHouse((string Key, string Value)[] settings, Action<IServiceCollection>? services)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Beejan:Storage:DataDirectory", _folder.FullName)]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)));
        builder.AddStorage().AddSignals().AddGovernance().AddRulebook().AddSources().AddRawZone().AddIntake().AddProcessing().AddCurated();
        builder.Services.AddSingleton<TimeProvider>(Clock);
        services?.Invoke(builder.Services);
        WebHouse.Serve(builder);
        App = builder.Build();
    }

    public MovableClock Clock { get; } = new();

    public WebApplication App { get; }

    public string Data => _folder.FullName;

    public static async Task<WholeHouse> OpenAsync(params (string Key, string Value)[] settings) => await OpenAsync(null, settings);

    public static async Task<WholeHouse> OpenAsync(Action<IServiceCollection>? services, params (string Key, string Value)[] settings)
    {
        var house = new WholeHouse(settings, services);
        await house.App.Services.MigrateAsync();
        WebHouse.Map(house.App);
        await house.App.StartAsync();
        return house;
    }

    public T Get<T>() where T : notnull => App.Services.GetRequiredService<T>();

    public Task<WorkReport> JudgeAsync() => Get<ProcessingWork>().RunAsync(RunId.New(), CancellationToken.None);

    public Task<List<ComplaintRow>> ComplaintsAsync() =>
        Get<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().OrderBy(c => c.Id).ToListAsync(ct), CancellationToken.None);

    public Task<List<LedgerRow>> LedgerAsync() =>
        Get<IDatabase>().ReadAsync((db, ct) => db.Set<LedgerRow>().OrderBy(r => r.RawId).ToListAsync(ct), CancellationToken.None);

    public async Task<SourceBalance> BalanceAsync(string source) => (await Get<IBalance>().ReadAsync(CancellationToken.None)).Single(b => b.Source == source);

    public Task<MessagingChoiceRow?> ChoiceAsync(string msisdn) =>
        Get<IMessagingChoices>().FindAsync(Get<Pseudonyms>().CustomerId("msisdn:" + msisdn), CancellationToken.None);

    /// <summary>What the checks of <c>verify</c> find wrong.</summary>
    public async Task<List<string>> FaultsAsync()
    {
        var faults = new List<string>();
        foreach (var check in App.Services.GetServices<ICheck>())
        {
            var result = await check.RunAsync(CancellationToken.None);
            faults.AddRange(result.Ok ? [] : [$"{check.Name}: {result.Detail}"]);
        }
        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
