using Beejan.Contracts;
using Beejan.Serving.Reports.Export;

namespace Beejan.Serving.Reports;

internal static class Setup
{
    public static WebApplicationBuilder AddReports(this WebApplicationBuilder builder)
    {
        builder.Services
            .AddSingleton<ComplaintTable>()
            .AddSingleton<ITabular>(services => services.GetRequiredService<ComplaintTable>())
            .AddSingleton<IReport, ComplaintsReport>()
            .AddSingleton<IReport, DailySummaryReport>()
            .AddSingleton<IReport, SlaReport>()
            .AddSingleton<IVerb, ExportVerb>()
            .AddSingleton<IVerb, ReportVerb>();
        return builder;
    }
}
