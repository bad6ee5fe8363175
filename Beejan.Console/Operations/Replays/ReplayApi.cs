using System.Security.Claims;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;
using Beejan.RawZone;
using Beejan.RawZone.Replays;
using Beejan.Signals;

namespace Beejan.Operations.Replays;

/// <summary>Replays over HTTP: ask, look, go on to the next step, cancel. Each step but the first waits for somebody to say so.</summary>
internal static class ReplayApi
{
    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/pipeline/replays").WithTags("Pipeline").RequireAuthorization(Policies.OperatePipeline).DisableAntiforgery();
        api.MapPost("", AskAsync).WithIdempotency();
        api.MapGet("", async (ReplayBook book, CancellationToken ct) => Results.Ok(new { items = (await book.ListAsync(100, ct)).Select(View) }));
        api.MapGet("/{id:guid}", async (Guid id, ReplayBook book, CancellationToken ct) => await book.FindAsync(id, ct) is { } row ? Results.Ok(View(row)) : Unknown(id));
        api.MapPost("/{id:guid}/continue", (Guid id, string? step, ReplayBook book, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct) =>
            ChangeAsync(id, book, feed, book.AdvanceAsync(id, Actors.Of(user), running: false, ct, step), step is null ? "The replay runs, or there is nothing left to do."
                : $"{step} is not what comes next: the replay runs, somebody was faster, or there is nothing left to do.", ct)).WithIdempotency()
            .WithSummary("Goes on with the next step; ?step=canary or all refuses when that is not the one that comes");
        api.MapPost("/{id:guid}/cancel", (Guid id, ReplayBook book, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct) =>
            ChangeAsync(id, book, feed, book.CancelAsync(id, Actors.Of(user), ct), "The replay has already ended.", ct)).WithIdempotency();
    }

    private static async Task<IResult> AskAsync(ReplayRequest request, ReplayBook book, IBalance balance, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct)
    {
        var faults = request.Faults();
        if (request.Scope.Source is { } source && (await balance.ReadAsync(ct)).Select(b => b.Source).ToList() is var delivered && !delivered.Contains(source, StringComparer.Ordinal))
        {
            faults["source"] = [$"Nothing was ever received from '{source}'; there are records of {string.Join(", ", delivered.Order(StringComparer.Ordinal))}."];
        }
        if (faults.Count > 0)
        {
            return Results.ValidationProblem(faults, extensions: new Dictionary<string, object?> { ["code"] = "replay.invalid" });
        }
        var row = await book.AskAsync(request.Scope, request.Step ?? ReplaySteps.DryRun, request.Rate ?? ReplayRequest.UsualRate, request.Canary ?? ReplayRequest.UsualCanary, Actors.Of(user), false, ct);
        feed.Publish(Topic.Replays);
        return Results.Accepted($"/api/v1/pipeline/replays/{row.Id}", View(row));
    }

    private static async Task<IResult> ChangeAsync(Guid id, ReplayBook book, IChangeFeed feed, Task<bool> change, string refused, CancellationToken ct)
    {
        var changed = await change;
        feed.Publish(Topic.Replays);
        return await book.FindAsync(id, ct) is not { } row ? Unknown(id)
            : changed ? Results.Ok(View(row))
            : Results.Problem(refused, statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = row.State is ReplayStates.Waiting or ReplayStates.Running ? "replay.running" : "replay.over" });
    }

    private static IResult Unknown(Guid id) =>
        Results.Problem($"There is no replay {id}.", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "replay.not-found" });

    private static object View(ReplayRow r) => new
    {
        id = r.Id, source = r.Source, from = r.From, to = r.To, reason = r.Reason, step = r.Step, state = r.State, rate = r.Rate, canary = r.Canary, total = r.Total,
        askedBy = r.AskedBy, askedAt = r.AskedAt, startedAt = r.StartedAt, finishedAt = r.FinishedAt, error = r.Error,
        forecast = r.Forecast is null ? null : ReplayFindings.Read(r.Forecast), applied = r.Applied is null ? null : ReplayFindings.Read(r.Applied),
    };
}

/// <summary>What to judge again, as asked over HTTP or on the page. Times as in page URLs: a date is a day in Lagos.</summary>
public sealed record ReplayRequest(string? Source, string? From, string? To, string? Reason, string? Step, int? Rate, int? Canary)
{
    /// <summary>Records a second when none is given: live work has the rest.</summary>
    public const int UsualRate = 1000;

    /// <summary>Complaints changed and checked before the rest, when none is given.</summary>
    public const int UsualCanary = 5;

    private static readonly string[] Steps = [ReplaySteps.DryRun, ReplaySteps.Canary];

    internal ReplayScope Scope => new(Given(Source), Time(From, false), Time(To, true), Given(Reason));

    /// <summary>What is wrong, by field; empty when nothing is.</summary>
    public Dictionary<string, string[]> Faults()
    {
        var faults = new Dictionary<string, string[]>();
        void Check(bool wrong, string field, string message)
        {
            if (wrong)
            {
                faults[field] = [message];
            }
        }
        Check(Given(From) is not null && Time(From, false) is null, "from", $"Give {PeriodText.Forms}.");
        Check(Given(To) is not null && Time(To, true) is null, "to", $"Give {PeriodText.Forms}.");
        Check(Time(From, false) >= Time(To, true), "to", "The end must come after the beginning.");
        Check(Step is not null && !Steps.Contains(Step), "step", $"A replay begins with {string.Join(" or ", Steps)}; the rest is asked for with continue.");
        Check(Rate is < 1 or > 1_000_000, "rate", "Records a second, 1 to 1,000,000.");
        Check(Canary is < 1 or > 1000, "canary", "How many to change first, 1 to 1,000.");
        return faults;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static DateTimeOffset? Time(string? text, bool isEnd) => Given(text) is { } given ? PeriodText.Read(given, isEnd) : null;
}
