using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Beejan.Curated.Reading;
using Beejan.Governance.Access;
using Beejan.Governance.Idempotency;

namespace Beejan.Serving.Reports.Runs;

/// <summary><c>/api/v1/reports</c>: catalogue, runs, files.</summary>
internal static class ReportsApi
{
    public const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int MaxBody = 64 * 1024;

    public static void MapReportsApi(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1/reports").RequireAuthorization(Policies.RunReports).WithTags("Reports");
        api.MapGet("", Catalogue).WithSummary("The reports there are");
        api.MapPost("{slug}/runs", RequestAsync).WithIdempotency().WithSummary("Asks for a report; it is built in the background");
        api.MapGet("{slug}/runs", ListAsync).WithSummary("The newest runs of a report");
        api.MapGet("{slug}/runs/{run:guid}", FindAsync).WithSummary("One run");
        api.MapDelete("{slug}/runs/{run:guid}", CancelAsync).WithSummary("Cancels a run that has not ended");
        api.MapGet("{slug}/runs/{run:guid}/file", FileAsync).WithSummary("The finished workbook");
    }

    private static IResult Catalogue(IEnumerable<IReport> reports, ClaimsPrincipal user) =>
        Results.Ok(new { items = reports.Where(r => Rights.Holds(user, r.Policy)).Select(r => new { r.Slug, r.Title, r.Description, runs = $"/api/v1/reports/{r.Slug}/runs" }) });

    private static async Task<IResult> RequestAsync(
        string slug, HttpRequest request, IEnumerable<IReport> reports, ReportRuns runs, TimeProvider clock, ClaimsPrincipal user, CancellationToken ct)
    {
        if (Find(reports, slug, user) is null)
        {
            return Unknown(slug);
        }
        if (await BodyAsync(request, ct) is not { } pairs)
        {
            return Problem(400, "body.malformed", "The body must be a JSON object such as {\"from\":\"2026-11-01\",\"to\":\"2026-11-20\",\"category\":[\"Network\"]}.");
        }
        var known = pairs.GetValueOrDefault("from");
        var good = ReportPeriod.TryRead(known, pairs.GetValueOrDefault("to"), out var from, out var to, out var faults);
        var (filter, wrong) = ComplaintFilterQuery.Parse(pairs.Where(p => p.Key is not ("from" or "to")), clock.GetUtcNow());
        var errors = wrong.ToDictionary(e => e.Key, e => e.Value);
        foreach (var fault in faults)
        {
            errors[fault.Field!] = [fault.Message];
        }
        foreach (var strange in pairs.Keys.Except(ComplaintFilterQuery.Names))
        {
            errors[strange] = [$"is not a field of this request; there are {string.Join(", ", ComplaintFilterQuery.Names)}"];
        }
        if (!good || errors.Count > 0)
        {
            return Results.ValidationProblem(errors, title: "The report's question is not clear.", statusCode: 400,
                extensions: new Dictionary<string, object?> { ["code"] = faults.Count > 0 ? faults[0].Code : "filter.malformed" });
        }
        var row = await runs.RequestAsync(slug, from, to, filter, Who(user), ct);
        return Results.Accepted(Url(row), View(row));
    }

    private static async Task<IResult> ListAsync(string slug, IEnumerable<IReport> reports, ReportRuns runs, ClaimsPrincipal user, CancellationToken ct) =>
        Find(reports, slug, user) is null ? Unknown(slug) : Results.Ok(new { items = (await runs.ListAsync(slug, 100, ct)).Select(View) });

    private static async Task<IResult> FindAsync(string slug, Guid run, IEnumerable<IReport> reports, ReportRuns runs, ClaimsPrincipal user, CancellationToken ct) =>
        await RunAsync(slug, run, reports, runs, user, ct) is { } row ? Results.Ok(View(row)) : Unknown(slug, run);

    private static async Task<IResult> CancelAsync(string slug, Guid run, IEnumerable<IReport> reports, ReportRuns runs, ClaimsPrincipal user, CancellationToken ct) =>
        await RunAsync(slug, run, reports, runs, user, ct) is null ? Unknown(slug, run)
        : await runs.CancelAsync(run, ct) ? Results.NoContent()
        : Problem(409, "run.ended", "The run has already ended; there is nothing to cancel.");

    private static async Task<IResult> FileAsync(string slug, Guid run, IEnumerable<IReport> reports, ReportRuns runs, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await RunAsync(slug, run, reports, runs, user, ct) is not { } row)
        {
            return Unknown(slug, run);
        }
        if (row.State != ReportRunStates.Done)
        {
            return row.State == ReportRunStates.Failed ? Problem(409, "run.failed", row.Error ?? "The run failed.")
                : row.State == ReportRunStates.Cancelled ? Problem(409, "run.cancelled", "The run was cancelled; it has no file.")
                : Problem(409, "run.unfinished", $"The run is {row.State}; its file comes when it is done.");
        }
        var path = row.FileName is null ? null : runs.PathOf(row.FileName);
        return path is null || !File.Exists(path)
            ? Problem(410, "file.expired", "The file was deleted after the days that files are kept. Ask for a new run with the same question.")
            : Results.File(path, Excel, row.FileName, row.FinishedAt, new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{row.Sha256}\""), enableRangeProcessing: true);
    }

    /// <summary>The body's members, arrays joined by commas; null when it is no JSON object.</summary>
    private static async Task<Dictionary<string, string?>?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaxBody)
        {
            return null;
        }
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return document.RootElement.ValueKind != JsonValueKind.Object ? null
                : document.RootElement.EnumerateObject().GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Text(g.Last().Value), StringComparer.Ordinal);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(Text)),
        _ => value.ToString(),
    };

    private static object View(ReportRunRow r) => new
    {
        id = r.Id, r.Slug, r.State, r.From, r.To, r.Filter, r.Progress, r.Rows, r.Sheets, r.Bytes, r.Sha256, r.Error, r.RequestedBy, r.RequestedAt, r.StartedAt, r.FinishedAt,
        file = r.FileName is null ? null : Url(r) + "/file",
    };

    public static string Url(ReportRunRow row) => $"/api/v1/reports/{row.Slug}/runs/{row.Id}";

    public static string Who(ClaimsPrincipal user) => user.Identity?.Name ?? "API key";

    private static IReport? Find(IEnumerable<IReport> reports, string slug, ClaimsPrincipal user) =>
        reports.FirstOrDefault(r => r.Slug == slug && Rights.Holds(user, r.Policy));

    private static async Task<ReportRunRow?> RunAsync(string slug, Guid run, IEnumerable<IReport> reports, ReportRuns runs, ClaimsPrincipal user, CancellationToken ct) =>
        Find(reports, slug, user) is not null && await runs.FindAsync(run, ct) is { } row && row.Slug == slug ? row : null;

    private static IResult Unknown(string slug, Guid? run = null) =>
        Problem(404, run is null ? "report.unknown" : "run.unknown", string.Create(CultureInfo.InvariantCulture, $"There is no {(run is null ? $"report '{slug}'" : $"run {run} of '{slug}'")}."));

    private static IResult Problem(int status, string code, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
