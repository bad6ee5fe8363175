using Beejan.Curated.Persons;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Beejan.Customers.Profiles;

/// <summary>Importing profiles over HTTP, and what became of imports.</summary>
internal static class ProfilesApi
{
    private const int Shown = 50;

    public static void MapProfiles(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<IOptions<CustomersOptions>>().Value;
        var api = routes.MapGroup("/api/v1/profiles").WithTags("Customers").DisableAntiforgery().RequireAuthorization(Policies.OperatePipeline);
        api.MapPost("/imports", ImportAsync).WithMetadata(new RequestSizeLimitAttribute(options.MaxUploadMegabytes * 1024L * 1024L))
            .WithSummary("Imports customer profiles: the file is the body (CSV, TSV, Excel), name= says what it is called").Produces<ImportJson>().ProducesProblem(422);
        api.MapGet("/imports", async (IProfiles profiles, CancellationToken ct) => new { Items = (await profiles.ImportsAsync(Shown, ct)).Select(ImportJson.Of).ToList() })
            .WithSummary("The last imports of customer profiles, the newest first");
    }

    private static async Task<IResult> ImportAsync(HttpContext http, string? name, ProfileImport import, CancellationToken ct)
    {
        var done = await import.ImportAsync(Path.GetFileName(string.IsNullOrWhiteSpace(name) ? "profiles.csv" : name), http.Request.Body, Actors.Of(http.User), null, ct);
        return done.Error is null ? Results.Ok(ImportJson.Of(done))
            : Results.Problem(done.Error, statusCode: StatusCodes.Status422UnprocessableEntity, extensions: new Dictionary<string, object?> { ["code"] = "profiles.refused" });
    }
}

/// <summary>One import, in rows: Rows = Added + Changed + Unchanged + Rejected.</summary>
internal sealed record ImportJson(
    long Id, string File, string Hash, string Actor, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, long Rows, long Added, long Changed, long Unchanged,
    long Rejected, long Warnings, IReadOnlyList<string> UnknownColumns, IReadOnlyList<ProfileFault> Faults, string? Error)
{
    public static ImportJson Of(ProfileImportRow row) => new(
        row.Id, row.File, row.Hash, row.Actor, row.StartedAt, row.EndedAt, row.Rows, row.Added, row.Changed, row.Unchanged, row.Rejected, row.Warnings,
        row.UnknownColumns.Split('\n', StringSplitOptions.RemoveEmptyEntries), ProfileImport.FaultsOf(row), row.Error);
}
