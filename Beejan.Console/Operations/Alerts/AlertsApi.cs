using System.Security.Claims;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;

namespace Beejan.Operations.Alerts;

/// <summary>
/// <c>GET /api/v1/alerts</c> (<c>?state=all</c> for the last hundred, over or not), <c>GET …/stream</c> (<see cref="AlertStream"/>) and
/// <c>POST …/{id}/take</c>.
/// </summary>
internal static class AlertsApi
{
    private const int Most = 100;

    public static void MapAlerts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/alerts", async (string? state, AlertDesk desk, CancellationToken ct) => state is null or "open" or "all"
            ? Results.Ok(new { items = state == "all" ? await desk.RecentAsync(Most, ct) : await desk.OpenAsync(ct) })
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["state"] = ["Take open or all."] }, extensions: new Dictionary<string, object?> { ["code"] = "alert.state" }))
            .RequireAuthorization(Policies.ViewPipeline).WithTags("Alerts");
        routes.MapGet("/api/v1/alerts/stream", (HttpContext http, AlertStream stream) => stream.HandleAsync(http))
            .RequireAuthorization(Policies.ViewPipeline).WithTags("Alerts").WithSummary("Server-sent events; Last-Event-ID goes on where a listener was");
        routes.MapPost("/api/v1/alerts/{id:long}/take", async (long id, AlertDesk desk, ClaimsPrincipal user, CancellationToken ct) => await desk.TakeAsync(id, Actors.Of(user), ct) switch
            {
                true => Results.NoContent(),
                false => Results.Problem("The alert is over, or somebody looks after it already.", statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = "alert.not-open" }),
                null => Results.Problem($"There is no alert {id}.", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "alert.not-found" }),
            })
            .RequireAuthorization(Policies.OperatePipeline).DisableAntiforgery().WithIdempotency().WithTags("Alerts");
    }
}
