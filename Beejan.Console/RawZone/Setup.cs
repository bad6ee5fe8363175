using Beejan.Contracts;
using Beejan.RawZone.Lake;

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
        builder.Services.AddSingleton<IBalance, Balance>();
        builder.Services.AddSingleton<IWork, CompressSegments>();
        return builder;
    }
}
