using Beejan.Serving.Api;

namespace Beejan.Serving;

internal static class Setup
{
    public static WebApplicationBuilder AddServing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CaseDesk>();
        builder.Services.AddSingleton<Reveals>();
        builder.AddApi();
        return builder;
    }

    public static WebApplication MapServing(this WebApplication app)
    {
        app.MapApi();
        return app;
    }
}
