using Beejan.Serving.Reports;

namespace Beejan.Serving;

internal static class Setup
{
    public static WebApplicationBuilder AddServing(this WebApplicationBuilder builder)
    {
        builder.AddReports();
        return builder;
    }
}
