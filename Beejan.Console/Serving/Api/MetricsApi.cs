using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Governance.Access;

namespace Beejan.Serving.Api;

/// <summary>The figures of the dashboard, from the same definitions.</summary>
internal static class MetricsApi
{
    private const int MostPoints = 5000;

    public static void MapMetrics(this RouteGroupBuilder api)
    {
        var metrics = api.MapGroup("/metrics").RequireAuthorization(Policies.ViewFigures).WithTags("Metrics");
        metrics.MapGet("/summary", (IFigures figures, CancellationToken ct) => figures.SummaryAsync(ct)).WithSummary("The dashboard's tiles");
        metrics.MapGet("/trends", TrendsAsync).WithSummary("Complaints over time and by dimension");
    }

    private static async Task<IResult> TrendsAsync(
        IFigures figures, TimeProvider clock, string? from, string? to, string? bucket, string? category, string? by, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var errors = new Dictionary<string, string[]>();
        var start = from is null ? Lagos.Read("24h", now) : Lagos.Read(from, now);
        var end = to is null ? now : Lagos.Read(to, now);
        var width = Choose<Bucket>("bucket", bucket, Bucket.Hour);
        var dimension = Choose<Dimension>("by", by, Dimension.Channel);
        if (start is null)
        {
            errors["from"] = [$"'{from}' is no time"];
        }
        if (end is null || end <= start)
        {
            errors["to"] = [end is null ? $"'{to}' is no time" : "must be later than from"];
        }
        if (category is not null && !Contracts.Categories.All.Contains(category))
        {
            errors["category"] = [$"is one of {string.Join(", ", Contracts.Categories.All)}"];
        }
        var minutes = width switch { Bucket.Minute => 1, Bucket.Hour => 60, _ => 1440 };
        if (errors.Count == 0 && (end!.Value - start!.Value).TotalMinutes / minutes > MostPoints)
        {
            errors["bucket"] = [$"gives more than {MostPoints} points; take a wider one or a shorter period"];
        }
        if (errors.Count > 0)
        {
            return Problems.Query(errors);
        }
        var points = await figures.SeriesAsync(start!.Value, end!.Value, width, category, ct);
        var mix = by is null ? null : await figures.MixAsync(dimension, start.Value, end.Value, ct);
        return Results.Ok(new { From = start, To = end, Bucket = width.ToString().ToLowerInvariant(), Category = category, Points = points, By = by, Mix = mix });

        T Choose<T>(string name, string? text, T fallback)
            where T : struct, Enum
        {
            if (text is null || (Enum.TryParse<T>(text, true, out var value) && !char.IsDigit(text[0])))
            {
                return text is null ? fallback : Enum.Parse<T>(text, true);
            }
            errors[name] = [$"is one of {string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()))}"];
            return fallback;
        }
    }
}
