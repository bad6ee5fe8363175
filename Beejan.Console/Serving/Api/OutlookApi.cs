using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Governance.Access;

namespace Beejan.Serving.Api;

/// <summary>What is to be expected, what was not as usual, and where that is probably an outage.</summary>
internal static class OutlookApi
{
    private const int MostHours = 14 * 24;

    /// <summary>Each day looked at is eight more to compare it with.</summary>
    private const int MostDays = 92;

    public static void MapOutlook(this RouteGroupBuilder api)
    {
        var metrics = api.MapGroup("/metrics").RequireAuthorization(Policies.ViewFigures).WithTags("Metrics");
        metrics.MapGet("/forecast", ForecastAsync).WithSummary("The hours to come: hours (24; to 336) and category").Produces<Forecast>().ProducesProblem(400);
        metrics.MapGet("/anomalies", AnomaliesAsync).WithSummary("Hours that were not as usual: from (7d) and to; while loading says what is on its way, none is told to have fewer").ProducesProblem(400);
        api.MapGet("/incidents", IncidentsAsync).RequireAuthorization(Policies.ViewFigures).WithTags("Incidents")
            .WithSummary("Probable outages, told from the counts: from (7d), to, and state=open for those going on").ProducesProblem(400);
        api.MapGet("/incidents/{id}", IncidentAsync).RequireAuthorization(Policies.ViewFigures).WithTags("Incidents")
            .WithSummary("One of them, with the hours around it").Produces<IncidentStory>().ProducesProblem(404);
    }

    private static async Task<IResult> ForecastAsync(IOutlook outlook, string? hours, string? category, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var count = 24;
        if (hours is not null && !(int.TryParse(hours, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= MostHours))
        {
            errors["hours"] = [string.Create(CultureInfo.InvariantCulture, $"is a whole number from 1 to {MostHours}")];
        }
        if (category is not null && !Categories.All.Contains(category))
        {
            errors["category"] = [$"is one of {string.Join(", ", Categories.All)}"];
        }
        return errors.Count > 0 ? Problems.Query(errors) : Results.Ok(await outlook.ForecastAsync(count, category, ct));
    }

    private static async Task<IResult> AnomaliesAsync(IOutlook outlook, TimeProvider clock, string? from, string? to, CancellationToken ct) =>
        Period(clock, from, to) switch
        {
            { Errors: { Count: > 0 } errors } => Problems.Query(errors),
            var (start, end, _) => Results.Ok(new { From = start, To = end, Loading = await outlook.LoadingAsync(ct), Items = await outlook.AnomaliesAsync(start, end, ct) }),
        };

    private static async Task<IResult> IncidentAsync(IOutlook outlook, string id, CancellationToken ct) => await outlook.IncidentAsync(id, ct) is { } story
        ? Results.Ok(story)
        : Results.Problem("The counts tell no such incident: the id has a slip, or what stood out was corrected since.", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "incident.not-found" });

    private static async Task<IResult> IncidentsAsync(IOutlook outlook, TimeProvider clock, string? from, string? to, string? state, CancellationToken ct)
    {
        var (start, end, errors) = Period(clock, from, to);
        if (state is not (null or "open" or "all"))
        {
            errors["state"] = ["is open or all"];
        }
        if (errors.Count > 0)
        {
            return Problems.Query(errors);
        }
        var items = await outlook.IncidentsAsync(start, end, ct);
        return Results.Ok(new { From = start, To = end, Items = items.Where(i => state != "open" || i.Open) });
    }

    private static (DateTimeOffset From, DateTimeOffset To, Dictionary<string, string[]> Errors) Period(TimeProvider clock, string? from, string? to)
    {
        var now = clock.GetUtcNow();
        var errors = new Dictionary<string, string[]>();
        var (start, end) = (Lagos.Read(from ?? "7d", now), to is null ? now : Lagos.Read(to, now));
        if (start is null)
        {
            errors["from"] = [$"'{from}' is no time"];
        }
        if (end is null || end <= start)
        {
            errors["to"] = [end is null ? $"'{to}' is no time" : "must be later than from"];
        }
        if (errors.Count == 0 && (end!.Value - start!.Value).TotalDays > MostDays)
        {
            errors["from"] = [string.Create(CultureInfo.InvariantCulture, $"lies more than {MostDays} days before the end: ask for a shorter period")];
        }
        return (start ?? now, end ?? now, errors);
    }
}
