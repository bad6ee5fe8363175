using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Operations.Metrics;

namespace Beejan.Operations.Health;

/// <summary><c>/alive</c>, <c>/health</c>, <c>/health/detail</c> and <c>/metrics</c>.</summary>
internal static class HealthApi
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/alive", () => Results.Text("alive")).AllowAnonymous().WithTags("Health");
        // One word for strangers: what is wrong inside is for administrators.
        routes.MapGet("/health", async (Doctor doctor, CancellationToken ct) =>
        {
            var report = await doctor.ReportAsync(ct);
            return Results.Json(new { status = report.State }, statusCode: StatusOf(report));
        }).AllowAnonymous().WithTags("Health");
        routes.MapGet("/health/detail", async (Doctor doctor, CancellationToken ct) =>
        {
            var report = await doctor.ReportAsync(ct);
            return Results.Json(new { status = report.State, at = report.At, checks = report.Probes }, statusCode: StatusOf(report));
        }).RequireAuthorization(Policies.Administer).WithTags("Health");
        routes.MapGet("/metrics", (MetricStore metrics) => Results.Text(PrometheusText.Write(metrics.Read()), PrometheusText.ContentType))
            .RequireAuthorization(Policies.ViewPipeline).WithTags("Health");
    }

    private static int StatusOf(HealthReport report) =>
        report.State == HealthStates.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
