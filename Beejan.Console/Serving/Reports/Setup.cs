using Beejan.Contracts;
using Beejan.Serving.Reports.Export;
using Beejan.Serving.Reports.Runs;

namespace Beejan.Serving.Reports;

internal static class Setup
{
    public static WebApplicationBuilder AddReports(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReportsOptions>().BindConfiguration(ReportsOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services
            .AddSingleton<ComplaintTable>()
            .AddSingleton<ITabular>(services => services.GetRequiredService<ComplaintTable>())
            .AddSingleton<IReport, ComplaintsReport>()
            .AddSingleton<IReport, DailySummaryReport>()
            .AddSingleton<IReport, SlaReport>()
            .AddSingleton<ReportRuns>()
            .AddSingleton<IWork, BuildReports>()
            .AddSingleton<IWork, ExpireReports>()
            .AddSingleton<IVerb, ExportVerb>()
            .AddSingleton<IVerb, ReportVerb>();
        return builder;
    }

    public static WebApplication MapReports(this WebApplication app)
    {
        app.MapReportsApi();
        return app;
    }
}
