namespace Beejan.Serving.Api;

internal static class Setup
{
    public static WebApplicationBuilder AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR();
        builder.Services.AddOpenApi(api => api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Beejan Console";
            document.Info.Version = "v1";
            document.Info.Description = "Send 'Authorization: Bearer <api key>'. Errors are problem details (RFC 9457) with a stable code.";
            return Task.CompletedTask;
        }));
        builder.Services.AddSingleton<LiveAudience>();
        builder.Services.AddSingleton<ComplaintBook>();
        builder.Services.AddHostedService<LivePush>();
        return builder;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1").DisableAntiforgery();
        api.MapComplaints();
        api.MapChanges();
        api.MapMerging();
        api.MapMetrics();
        api.MapOutlook();
        // It describes routes and holds no data: every key may read it, also one that only sends.
        app.MapOpenApi().RequireAuthorization();
        app.MapHub<LiveHub>("/hubs/live");
        return app;
    }
}
