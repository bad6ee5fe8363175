using System.Security.Claims;
using System.Text.Json.Serialization;
using Beejan.Contracts;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;
using Beejan.Operations.Trace;
using Beejan.RawZone;
using Beejan.RawZone.Reading;
using Beejan.RawZone.Stewardship;
using Beejan.Signals;
using Beejan.Ui;

namespace Beejan.Operations.DeadLetters;

/// <summary>Dead letters over HTTP: by reason, one by one, and what a steward does with them. Retrying a whole reason is a replay of it.</summary>
internal static class DeadLetterApi
{
    private const int MostPayload = 5 * 1024 * 1024;

    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/pipeline").WithTags("Pipeline").RequireAuthorization(Policies.OperatePipeline).DisableAntiforgery();
        api.MapGet("/deadletters/reasons", ReasonsAsync);
        api.MapPut("/deadletters/reasons/{code}/owner", async (string code, OwnerRequest body, Steward steward, ClaimsPrincipal user, CancellationToken ct) =>
        {
            await steward.OwnAsync(code, body.Owner ?? "", Actors.Of(user), ct);
            return Results.NoContent();
        }).WithIdempotency();
        api.MapGet("/deadletters/{rawId:long}", FindAsync);
        api.MapPost("/deadletters/{rawId:long}/retry", async (long rawId, IRawZone rawZone, IChangeFeed feed, CancellationToken ct) =>
            Moved(feed, await rawZone.RequeueAsync([rawId], ct)) == 0 ? Unknown(rawId) : Results.Accepted()).WithIdempotency();
        api.MapPost("/deadletters/{rawId:long}/discard", async (long rawId, DiscardRequest body, Steward steward, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct) =>
            string.IsNullOrWhiteSpace(body.Reason) ? ReasonMissing()
            : Moved(feed, await steward.DiscardAsync([rawId], body.Reason, Actors.Of(user), ct)) == 0 ? Unknown(rawId) : Results.NoContent()).WithIdempotency();
        api.MapPost("/deadletters/{rawId:long}/correct", CorrectAsync).WithIdempotency();
        api.MapPost("/deadletters:bulk", BulkAsync).WithIdempotency();
    }

    private static async Task<IResult> ReasonsAsync(SetAside letters, Steward steward, TimeProvider clock, CancellationToken ct)
    {
        var owners = await steward.OwnersAsync(ct);
        var since = LagosClock.Day(clock.GetUtcNow()).AddDays(-13);
        return Results.Ok(new
        {
            items = (await letters.GroupsAsync(since, ct)).Select(g => new
            {
                code = g.Code, stage = g.Stage, count = g.Count, owner = owners.GetValueOrDefault(g.Code), first = g.First, last = g.Last, sample = g.Sample,
                byDay = g.ByDay.ToDictionary(d => d.Key.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), d => d.Value),
            }),
        });
    }

    private static async Task<IResult> FindAsync(long rawId, Traces traces, RawLooks looks, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await traces.FindAsync(rawId, ct) is not { Row.Fate: Fate.Rejected } trace)
        {
            return Unknown(rawId);
        }
        var (row, stored) = (trace.Row, await looks.FindAsync(rawId, Actors.Of(user), ct));
        var whole = stored is { IsDamaged: false };
        return Results.Ok(new
        {
            rawId, source = row.Source, key = row.Key, stage = row.Stage, code = row.ReasonCode, message = row.ReasonMessage, field = row.ReasonField,
            receivedAt = row.ReceivedAt, answeredAt = row.AnsweredAt, run = row.Run, pipelineVersion = row.PipelineVersion, attempts = trace.Earlier.Count + 1,
            contentType = whole ? stored!.Raw.ContentType : null, context = whole ? stored!.Raw.Context : null, origin = whole ? stored!.Raw.Origin : null,
            payload = whole ? Convert.ToBase64String(stored!.Raw.Payload.Span) : null,
        });
    }

    private static async Task<IResult> CorrectAsync(long rawId, HttpRequest request, Steward steward, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct)
    {
        if (request.ContentLength is null)
        {
            return Results.Problem("Send the corrected bytes with their length (Content-Length), not in chunks.", statusCode: 411, extensions: Code("request.length-missing"));
        }
        if (request.ContentLength == 0)
        {
            return Results.Problem("The request has no body: send the corrected bytes in it. To give the record up, discard it.", statusCode: 400, extensions: Code("body.empty"));
        }
        if (request.ContentLength > MostPayload)
        {
            return Results.Problem("Send the corrected bytes as the body, at most 5 MiB, with their length.", statusCode: 413, extensions: Code("payload.too-large"));
        }
        var payload = new byte[request.ContentLength.Value];
        await request.Body.ReadExactlyAsync(payload, ct);
        var (copy, refused) = await steward.CorrectAsync(rawId, payload, Actors.Of(user), ct);
        Moved(feed, copy is null ? 0 : 1);
        return refused is null ? Results.Accepted(null, new { rawId = copy, supersedes = rawId })
            : refused.Code == "deadletter.not-found" ? Unknown(rawId)
            : Results.Problem(refused.Message, statusCode: 422, extensions: Code(refused.Code));
    }

    private static async Task<IResult> BulkAsync(BulkDiscard body, SetAside letters, Steward steward, IChangeFeed feed, ClaimsPrincipal user, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(body.Code) || body.Action != "discard")
        {
            return Results.ValidationProblem(new Dictionary<string, string[]>
            {
                ["action"] = ["The action is discard, with a code; to retry a reason ask for a replay of it: POST /api/v1/pipeline/replays {\"reason\":\"…\"}."],
            }, extensions: Code("bulk.invalid"));
        }
        if (body.Limit < 1)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["limit"] = ["is 1 or more; leave it out for all."] }, extensions: Code("bulk.invalid"));
        }
        if (!body.DryRun && string.IsNullOrWhiteSpace(body.Reason))
        {
            return ReasonMissing();
        }
        var all = await letters.IdsAsync(body.Code, ct, body.Source);
        IReadOnlyList<long> chosen = body.Limit is { } most ? [.. all.Take(most)] : all;
        var discarded = body.DryRun ? 0 : Moved(feed, await steward.DiscardAsync(chosen, body.Reason!, Actors.Of(user), ct));
        return Results.Ok(new { dryRun = body.DryRun, matching = all.Count, chosen = chosen.Count, discarded, sample = chosen.Take(5) });
    }

    private static int Moved(IChangeFeed feed, int count)
    {
        if (count > 0)
        {
            feed.Publish(Topic.RawZone);
            feed.Publish(Topic.DeadLetters);
        }
        return count;
    }

    private static IResult ReasonMissing() =>
        Results.ValidationProblem(new Dictionary<string, string[]> { ["reason"] = ["Say why, in a few words: it stays with the record."] }, extensions: Code("reason.missing"));

    private static IResult Unknown(long rawId) => Results.Problem($"Record {rawId} is not a dead letter, or not any more.", statusCode: 404, extensions: Code("deadletter.not-found"));

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };
}

/// <summary>Whose work a reason is; empty takes it back.</summary>
public sealed record OwnerRequest(string? Owner);

/// <summary>Why a dead letter is discarded.</summary>
public sealed record DiscardRequest(string? Reason);

/// <summary>Discards the dead letters of a reason.</summary>
/// <param name="Code">The reason code.</param>
/// <param name="Action"><c>discard</c>.</param>
/// <param name="Reason">Why; not needed for a dry run.</param>
/// <param name="DryRun">True: only says how many.</param>
/// <param name="Limit">At most so many, oldest first: 1 is a canary.</param>
/// <param name="Source">Only this source's; all when missing.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record BulkDiscard(string? Code, string? Action, string? Reason, bool DryRun = false, int? Limit = null, string? Source = null);
