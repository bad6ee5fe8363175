using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Governance.Idempotency;

namespace Beejan.Serving.Api;

/// <summary>Changing complaints: one with its ETag, many with a dry run.</summary>
internal static class ChangesApi
{
    private static readonly string[] Members = ["status", "team", "assignee", "category", "subcategory", "language", "sentiment", "snoozedUntil", "note"];

    public static void MapChanges(this RouteGroupBuilder api)
    {
        api.MapPatch("/complaints/{id}", PatchAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue).WithTags("Complaints")
            .WithSummary("Change one complaint; If-Match carries the ETag it was read with")
            .Produces<ComplaintJson>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(412).ProducesProblem(422).ProducesProblem(428);
        api.MapPost("/complaints:bulk", BulkAsync).WithIdempotency().RequireAuthorization(Policies.WorkQueue).WithTags("Complaints")
            .WithSummary("Change many complaints, by ids or filter; dryRun says what would happen")
            .ProducesProblem(400).ProducesProblem(422);
    }

    public static string ETag(ComplaintRow row) => string.Create(CultureInfo.InvariantCulture, $"\"{row.Version}\"");

    private static async Task<IResult> PatchAsync(HttpContext http, string id, JsonElement body, ComplaintBook book, CaseDesk desk, CancellationToken ct)
    {
        var match = http.Request.Headers.IfMatch.ToString();
        if (match.Length == 0)
        {
            return Problems.Of(StatusCodes.Status428PreconditionRequired, "if-match.missing", "Send If-Match with the ETag the complaint was read with, or * to change it whatever it is.");
        }
        int? version = int.TryParse(match.Trim().TrimStart('W', '/').Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : match.Trim() == "*" ? null : -1;
        var (change, errors) = ReadChange(body);
        if (errors.Count > 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "body.invalid", "The body has members that cannot be read; see errors.", errors);
        }
        if (await book.FindAsync(id, ct) is not { Row: var row } found)
        {
            return Problems.NoComplaint(id);
        }
        if (found.Repeat is not null)
        {
            return Problems.Of(StatusCodes.Status409Conflict, "complaint.duplicate", $"{found.Number} repeats {row.Number}, which stands for both: change that one.",
                null, ("duplicateOf", row.Number));
        }
        switch (await desk.ChangeAsync(row.Id, version, change, ActorOf(http.User), ct))
        {
            case CaseOutcome.Done done:
                http.Response.Headers.ETag = ETag(done.Row);
                return Results.Ok(await book.JsonAsync(new Found(done.Row, null), ct));
            case CaseOutcome.Moved moved:
                http.Response.Headers.ETag = ETag(moved.Current);
                return Problems.Of(StatusCodes.Status412PreconditionFailed, "complaint.changed",
                    "Somebody changed the complaint since it was read; current is how it stands now.", null,
                    ("current", await book.JsonAsync(new Found(moved.Current, null), ct)), ("changedBy", moved.By), ("changedAt", moved.At));
            case CaseOutcome.Refused refused:
                return Problems.Refused(refused.Reason);
            default:
                return Problems.NoComplaint(id);
        }
    }

    private static async Task<IResult> BulkAsync(HttpContext http, JsonElement body, IComplaints complaints, CaseDesk desk, TimeProvider clock, CancellationToken ct)
    {
        var request = BulkRequest.Read(body, clock.GetUtcNow(), http.User.Identity?.Name);
        if (request.Errors.Count > 0)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "body.invalid", "The body has members that cannot be read; see errors.", request.Errors);
        }
        var ids = request.Ids ?? await complaints.IdsAsync(request.Filter!, CaseDesk.MostAtOnce + 1, ct);
        if (ids.Count > CaseDesk.MostAtOnce)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "bulk.too-many", $"One bulk change takes at most {CaseDesk.MostAtOnce} complaints; narrow the filter.");
        }
        var done = await desk.BulkAsync(ids, request.Change, ActorOf(http.User), request.DryRun, null, ct);
        var numbers = (await complaints.ByIdsAsync([.. done.Refused.Take(100).Select(r => r.Id)], ct)).ToDictionary(r => r.Id, r => r.Number);
        return Results.Ok(new
        {
            request.DryRun,
            done.Matched,
            done.Changed,
            done.Unchanged,
            RefusedCount = done.Refused.Count,
            Refused = done.Refused.Take(100).Select(r => new { Id = numbers.GetValueOrDefault(r.Id, r.Id.ToString(CultureInfo.InvariantCulture)), r.Reason.Code, r.Reason.Message }),
        });
    }

    /// <summary>Reads a change; null for the assignee takes the case from whoever has it, null for the snooze wakes it.</summary>
    public static (CaseChange Change, Dictionary<string, string[]> Errors) ReadChange(JsonElement body)
    {
        var errors = new Dictionary<string, string[]>();
        var change = new CaseChange();
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors["body"] = ["is a JSON object"];
            return (change, errors);
        }
        foreach (var member in body.EnumerateObject())
        {
            var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() : null;
            if (text is null && !(member.Name is "assignee" or "snoozedUntil" && member.Value.ValueKind == JsonValueKind.Null))
            {
                errors[member.Name] = Members.Contains(member.Name) ? ["is a text"] : [$"cannot be changed; there are {string.Join(", ", Members)}"];
                continue;
            }
            switch (member.Name)
            {
                case "status": change = change with { Status = text }; break;
                case "team": change = change with { Team = text }; break;
                case "assignee": change = change with { Assignee = text ?? "" }; break;
                case "category": change = change with { Category = text }; break;
                case "subcategory": change = change with { Subcategory = text }; break;
                case "language": change = change with { Language = text }; break;
                case "sentiment": change = change with { Sentiment = text }; break;
                case "snoozedUntil" when text is null: change = change with { Wake = true }; break;
                case "snoozedUntil" when Instant(text) is { } until: change = change with { SnoozeUntil = until }; break;
                case "snoozedUntil": errors["snoozedUntil"] = ["is an RFC 3339 time such as 2026-11-23T07:00:00Z, or null to wake the case"]; break;
                case "note" when text!.Length <= 4000: change = change with { Note = text }; break;
                case "note": errors["note"] = ["has at most 4000 characters"]; break;
                default: errors[member.Name] = [$"cannot be changed; there are {string.Join(", ", Members)}"]; break;
            }
        }
        if (errors.Count == 0 && change.IsEmpty)
        {
            errors["body"] = [$"changes nothing; give one of {string.Join(", ", Members)}"];
        }
        return (change, errors);
    }

    private static DateTimeOffset? Instant(string text) => text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    private static string ActorOf(ClaimsPrincipal user) => user.Identity?.Name ?? "api";
}
