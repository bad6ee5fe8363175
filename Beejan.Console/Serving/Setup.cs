using Beejan.Serving.Api;
using Beejan.Serving.Reports;

namespace Beejan.Serving;

internal static class Setup
{
    public static WebApplicationBuilder AddServing(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<CaseDesk>();
        builder.Services.AddSingleton<Dashboard.Lookout>();
        builder.Services.AddSingleton<Reveals>();
        builder.Services.AddSingleton<Triage.SavedViews>();
        builder.Services.AddScoped<Triage.QueuePlace>();
        builder.Services.AddSingleton<Contracts.IAlarms, Incidents.OutageAlarms>();
        return builder.AddApi().AddReports();
    }

    public static WebApplication MapServing(this WebApplication app)
    {
        app.MapApi();
        return app.MapReports();
    }
}
