using System.Text.Json;
using Beejan.Contracts;
using Beejan.Curated.Merging;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;

namespace Beejan.Serving.Api;

/// <summary>Merging one complaint into another, and taking it out again.</summary>
internal static class MergeApi
{
    public static void MapMerging(this RouteGroupBuilder api)
    {
        api.MapPost("/complaints/{id}/merge", MergeAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue).WithTags("Complaints")
            .WithSummary("Merge a complaint into another, which stands for both: {into, why}")
            .Produces<ComplaintJson>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/complaints/{id}/separate", SeparateAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue).WithTags("Complaints")
            .WithSummary("Let a merged complaint or a duplicate stand by itself again: {why}; 202 while it waits to be judged")
            .Produces<ComplaintJson>().Produces(202).ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);
        api.MapGet("/complaints/{id}/merged", ListAsync).RequireAuthorization(Policies.ViewComplaints).WithTags("Complaints")
            .WithSummary("What a complaint stands for: duplicates and merged complaints, the newest first").Produces<IReadOnlyList<MergedJson>>().ProducesProblem(404);
    }

    private static async Task<IResult> MergeAsync(HttpContext http, string id, JsonElement body, ComplaintBook book, IMerging merging, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var (into, why) = (Text(body, "into", errors), Text(body, "why", errors));
        if (errors.Count > 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "body.invalid", "The body has members that cannot be read; see errors.", errors);
        }
        if (await book.FindAsync(id, ct) is not { } found)
        {
            return Problems.NoComplaint(id);
        }
        if (found.Repeat is not null)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "complaint.duplicate", $"{found.Number} is merged into {found.Row.Number} already: separate it first, or merge that one.",
                null, ("duplicateOf", found.Row.Number));
        }
        if (await book.FindAsync(into, ct) is not { } other)
        {
            return Problems.Refused(new Reason("merge.into-unknown", $"There is no complaint '{into}'. Give its number (BJN-…) or its id.", "into"));
        }
        return await merging.MergeAsync(found.Row.Id, other.Row.Id, why, Actors.Of(http.User), ct) switch
        {
            MergeOutcome.Done { Stands: { } row } => Results.Ok(await book.JsonAsync(new Found(row, null), ct)),
            MergeOutcome.Refused refused => Problems.Refused(refused.Reason),
            _ => Problems.NoComplaint(id),
        };
    }

    private static async Task<IResult> SeparateAsync(HttpContext http, string id, JsonElement body, ComplaintBook book, IMerging merging, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var why = Text(body, "why", errors);
        if (errors.Count > 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "body.invalid", "The body has members that cannot be read; see errors.", errors);
        }
        if (await book.FindAsync(id, ct) is not { } found)
        {
            return Problems.NoComplaint(id);
        }
        return await merging.SeparateAsync(found.Repeat?.Id ?? found.Row.Id, why, Actors.Of(http.User), ct) switch
        {
            MergeOutcome.Done { Stands: { } row } => Results.Ok(await book.JsonAsync(new Found(row, null), ct)),
            MergeOutcome.Done => Results.Accepted($"/api/v1/complaints/{id}"),
            MergeOutcome.Refused refused => Problems.Refused(refused.Reason),
            _ => Problems.NoComplaint(id),
        };
    }

    private static async Task<IResult> ListAsync(string id, ComplaintBook book, IMerging merging, CancellationToken ct) =>
        await book.FindAsync(id, ct) is { } found
            ? Results.Ok((await merging.UnderAsync(found.Repeat?.Id ?? found.Row.Id, ct)).Select(m => new MergedJson(
                ComplaintNumber.Format(m.Id, m.ReceivedAt), m.Code, m.Channel, m.ReportedAt, m.ReceivedAt, m.Text, m.Actor, m.At, m.Why)).ToList())
            : Problems.NoComplaint(id);

    private static string Text(JsonElement body, string name, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }
        errors[name] = ["is a text and is needed"];
        return "";
    }
}

/// <summary>One complaint that another stands for.</summary>
/// <param name="Code">Why: <c>duplicate.exact</c>, <c>duplicate.near</c>, <c>duplicate.channel</c>, or <c>duplicate.merged</c> by hand.</param>
/// <param name="Actor">Who merged it; null for the pipeline.</param>
internal sealed record MergedJson(
    string Id, string Code, string Channel, DateTimeOffset ReportedAt, DateTimeOffset ReceivedAt, string Text, string? Actor, DateTimeOffset At, string? Why);
