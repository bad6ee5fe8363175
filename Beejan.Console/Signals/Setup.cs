using Beejan.Contracts;

namespace Beejan.Signals;

internal static class Setup
{
    public static WebApplicationBuilder AddSignals(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ChangeFeed>();
        builder.Services.AddSingleton<IChangeFeed>(services => services.GetRequiredService<ChangeFeed>());
        builder.Services.AddSingleton<IFeedLink>(services => services.GetRequiredService<ChangeFeed>());
        builder.Services.AddSingleton<IntakePressure>();
        return builder;
    }
}
