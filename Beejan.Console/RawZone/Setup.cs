using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.RawZone.Reading;
using Beejan.RawZone.Replays;
using Beejan.RawZone.Stewardship;
using Beejan.Storage;

namespace Beejan.RawZone;

internal static class Setup
{
    public static WebApplicationBuilder AddRawZone(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<RawZoneOptions>().BindConfiguration(RawZoneOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<NodeLock>();
        builder.Services.AddSingleton<LakeFiles>();
        builder.Services.AddSingleton<Manifest>();
        builder.Services.AddSingleton<LakeWriter>();
        builder.Services.AddSingleton<HandOff>();
        builder.Services.AddSingleton<Landing>();
        builder.Services.AddSingleton<LedgerQueue>();
        builder.Services.AddSingleton<LedgerAnswers>();
        builder.Services.AddSingleton<Healing>();
        builder.Services.AddSingleton<IRawZone, RawZoneStore>();
        builder.Services.AddSingleton<AnsweredRecords>();
        builder.Services.AddSingleton<Merges>();
        builder.Services.AddSingleton<ReplayBook>();
        builder.Services.AddSingleton<Steward>();
        builder.Services.AddSingleton<IBalance, Balance>();
        builder.Services.AddSingleton<IArrivals, Arrivals>();
        builder.Services.AddSingleton<IRepeats, Repeats>();
        builder.Services.AddSingleton<IOrigins, Origins>();
        builder.Services.AddSingleton<ILoading, Backlog>();
        builder.Services.AddSingleton<IWork, CompressSegments>();
        builder.Services.AddSingleton<ITabular, DeadLetterTable>();
        builder.Services.AddSingleton<ITabular, DuplicateTable>();
        builder.Services.AddSingleton<ICheck, ChainCheck>();
        builder.Services.AddSingleton<ICheck, LedgerCheck>();
        builder.Services.AddSingleton<ICheck, ConservationCheck>();
        return builder;
    }

    /// <summary>Once at start, before anything lands or is processed. Other processes that start at the same time wait.</summary>
    public static async Task<HealingReport> HealRawZoneAsync(this IServiceProvider services, CancellationToken ct = default)
    {
        using var alone = await services.GetRequiredService<DataDirectory>().EnterAloneAsync("healing", ct);
        return await services.GetRequiredService<Healing>().RunAsync(ct);
    }
}
