using Beejan.Governance.Access;
using Beejan.Operations.Runs;
using Beejan.RawZone;
using Beejan.RawZone.Reading;

namespace Beejan.Operations.Pipeline;

/// <summary>The pipeline over HTTP: balance, runs, dead letters.</summary>
internal static class PipelineApi
{
    public static void MapPipeline(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/pipeline").WithTags("Pipeline");
        api.MapGet("/balance", BalanceAsync).RequireAuthorization(Policies.ViewPipeline);
        api.MapGet("/runs", RunsAsync).RequireAuthorization(Policies.ViewPipeline);
        api.MapGet("/deadletters", DeadLettersAsync).RequireAuthorization(Policies.OperatePipeline);
    }

    private static async Task<IResult> BalanceAsync(IBalance balance, TimeProvider clock, CancellationToken ct)
    {
        var sources = await balance.ReadAsync(ct);
        return Results.Ok(new
        {
            received = sources.Sum(s => s.Received),
            landed = sources.Sum(s => s.Landed),
            duplicates = sources.Sum(s => s.Duplicates),
            curated = sources.Sum(s => s.Curated),
            dropped = sources.Sum(s => s.Dropped),
            deadLettered = sources.Sum(s => s.DeadLettered),
            inFlight = sources.Sum(s => s.InFlight),
            balanced = sources.All(s => s.Balanced),
            asOf = clock.GetUtcNow(),
            sources,
        });
    }

    private static async Task<IResult> RunsAsync(HttpRequest request, RunQuery runs, string? work, string? state, DateTimeOffset? before, int? limit, CancellationToken ct)
    {
        if (Unknown(request, "work", "state", "before", "limit") is { } refused)
        {
            return refused;
        }
        if (state is not null && !RunStates.All.Contains(state))
        {
            return Refused(nameof(state), $"'{state}' is no state; states are {string.Join(", ", RunStates.All)}");
        }
        if (limit is < 1 or > 500)
        {
            return Refused(nameof(limit), "limit is 1 to 500");
        }
        var rows = await runs.ListAsync(work, state, before, limit ?? 50, ct);
        return Results.Ok(new { items = rows.Select(Json), next = rows.Count == (limit ?? 50) ? (DateTimeOffset?)rows[^1].StartedAt : null });

        static object Json(RunRow r) => new
        {
            id = r.Id, work = r.Work, state = r.State, startedAt = r.StartedAt, finishedAt = r.FinishedAt,
            seconds = r.FinishedAt is { } end ? Math.Round((end - r.StartedAt).TotalSeconds, 3) : (double?)null,
            rounds = r.Rounds, read = r.Read, written = r.Written, dropped = r.Dropped, rejected = r.Rejected, suspect = r.Suspect, error = r.Error,
        };
    }

    private static async Task<IResult> DeadLettersAsync(HttpRequest request, SetAside setAside, string? code, string? reason, string? source, long? before, int? limit, CancellationToken ct)
    {
        if (Unknown(request, "code", "reason", "source", "before", "limit") is { } refused)
        {
            return refused;
        }
        if (limit is < 1 or > 500)
        {
            return Refused(nameof(limit), "limit is 1 to 500");
        }
        var rows = await setAside.ListAsync(code ?? reason, before, limit ?? 50, ct, source);
        return Results.Ok(new
        {
            items = rows.Select(r => new
            {
                rawId = r.RawId, source = r.Source, key = r.Key, stage = r.Stage, code = r.ReasonCode, message = r.ReasonMessage, field = r.ReasonField,
                receivedAt = r.ReceivedAt, answeredAt = r.AnsweredAt, run = r.Run, pipelineVersion = r.PipelineVersion,
            }),
            next = rows.Count == (limit ?? 50) ? (long?)rows[^1].RawId : null,
        });
    }

    /// <summary>A filter that nobody knows is not passed over: what it was meant to leave out would be in the answer.</summary>
    private static IResult? Unknown(HttpRequest request, params string[] known) =>
        request.Query.Keys.FirstOrDefault(k => !known.Contains(k, StringComparer.OrdinalIgnoreCase)) is { } stray ? Refused(stray, $"There is no such filter here; filters are {string.Join(", ", known)}") : null;

    private static IResult Refused(string field, string message) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [field] = [message] }, extensions: new Dictionary<string, object?> { ["code"] = "query.invalid" });
}
