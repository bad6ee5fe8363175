namespace Beejan.Serving.Api;

internal static class Setup
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR();
        builder.Services.AddSingleton<LiveAudience>();
        builder.Services.AddHostedService<LivePush>();
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").DisableAntiforgery();
        api.MapComplaints();
        api.MapChanges();
        api.MapMetrics();
        app.MapHub<LiveHub>("/hubs/live");
        return app;
    }
}
