using Beejan.Serving.Api;
using Beejan.Serving.Triage;

namespace Beejan.Serving;

internal static class Setup
{
    public static WebApplicationBuilder AddServing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CaseDesk>();
        builder.AddTriage();
        builder.AddApi();
        return builder;
    }

    public static WebApplication MapServing(this WebApplication app)
    {
        app.MapApi();
        return app;
    }
}
