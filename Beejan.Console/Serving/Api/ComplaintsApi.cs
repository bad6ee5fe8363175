using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Curated.Reading;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;

namespace Beejan.Serving.Api;

/// <summary>Reading complaints.</summary>
internal static class ComplaintsApi
{
    private static readonly string[] NotWithKey = ["does not go with sourceKey: a key names its record already"];
    private static readonly string[] KeyMissing = ["is missing: source only tells whose key it is"];
    private static readonly string[] Own = ["cursor", "limit", "count", "source", "sourceKey"];

    public static void MapComplaints(this RouteGroupBuilder api)
    {
        var complaints = api.MapGroup("/complaints").RequireAuthorization(Policies.ViewComplaints).WithTags("Complaints");
        complaints.MapGet("", ListAsync).WithSummary("Complaints that match a filter, in slices; or with sourceKey what became of that record")
            .Produces<ComplaintListJson>().ProducesProblem(400);
        complaints.MapGet("/{id}", OneAsync).WithSummary("One complaint").Produces<ComplaintJson>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        complaints.MapGet("/{id}/history", HistoryAsync).WithSummary("What was done to it").ProducesProblem(404);
        complaints.MapGet("/{id}/lineage", LineageAsync).WithSummary("The raw record it was made from").Produces<LineageJson>().ProducesProblem(404);
    }

    /// <summary>The filter in the query; a parameter that is neither of the grammar nor of the route is an error, so that a slip does not show everything.</summary>
    public static FilterReading Read(HttpContext http, TimeProvider clock, params string[] own)
    {
        var read = ComplaintFilterQuery.Parse(
            http.Request.Query.SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v))), clock.GetUtcNow(), http.User.Identity?.Name);
        var strange = http.Request.Query.Keys.Where(k => !ComplaintFilterQuery.Names.Concat(own).Contains(k, StringComparer.OrdinalIgnoreCase)).ToList();
        return strange.Count == 0 ? read : read with
        {
            Errors = read.Errors.Concat(strange.Select(k => KeyValuePair.Create(k, new[] { $"is not a parameter; there are {string.Join(", ", ComplaintFilterQuery.Names.Concat(own))}" })))
                .ToDictionary(p => p.Key, p => p.Value),
        };
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, IComplaints complaints, ComplaintBook book, TimeProvider clock, string? cursor, string? limit, string? count,
        string? source, string? sourceKey, CancellationToken ct)
    {
        if (source is not null || sourceKey is not null)
        {
            return await ByKeyAsync(http, book, source, sourceKey, ct);
        }
        var read = Read(http, clock, Own);
        var errors = new Dictionary<string, string[]>(read.Errors);
        var take = 50;
        if (limit is not null && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out take) && take is >= 1 and <= 500))
        {
            errors["limit"] = ["is a whole number from 1 to 500"];
        }
        if (count is not (null or "true" or "false"))
        {
            errors["count"] = ["is true or false"];
        }
        if (errors.Count > 0)
        {
            return Problems.Query(errors);
        }
        Slice slice;
        try
        {
            slice = await complaints.SliceAsync(read.Filter, cursor, take, ct);
        }
        catch (FormatException e)
        {
            return Problems.Query(new Dictionary<string, string[]> { ["cursor"] = [e.Message] });
        }
        if (slice.Next is { } next)
        {
            var query = new QueryBuilder(http.Request.Query.Where(p => p.Key != "cursor").SelectMany(p => p.Value.Select(v => KeyValuePair.Create(p.Key, v ?? ""))))
            {
                { "cursor", next },
            };
            http.Response.Headers.Link = $"<{http.Request.PathBase}{http.Request.Path}{query}>; rel=\"next\"";
        }
        int? total = count == "true" ? await complaints.CountAsync(read.Filter, ct) : null;
        return Results.Ok(new ComplaintListJson(await book.JsonAsync(slice.Rows, ct), slice.Next, total));
    }

    /// <summary>What a sender's own identifier became: the complaint, or the record that repeats one.</summary>
    private static async Task<IResult> ByKeyAsync(HttpContext http, ComplaintBook book, string? source, string? sourceKey, CancellationToken ct)
    {
        var others = http.Request.Query.Keys.Where(k => k is not ("source" or "sourceKey")).ToDictionary(k => k, _ => NotWithKey);
        if (string.IsNullOrEmpty(sourceKey))
        {
            others["sourceKey"] = KeyMissing;
        }
        if (others.Count > 0)
        {
            return Problems.Query(others);
        }
        var items = await book.ByKeyAsync(source, sourceKey!, ct);
        return Results.Ok(new ComplaintListJson(items, null, items.Count));
    }

    /// <summary>With <c>reveal=true</c> and a <c>reason</c> the number and name are clear, for those who may; each such look is audited.</summary>
    private static async Task<IResult> OneAsync(
        HttpContext http, string id, string? reveal, string? reason, ComplaintBook book, Reveals reveals, IAuthorizationService authorization, CancellationToken ct)
    {
        if (await book.FindAsync(id, ct) is not { } found)
        {
            return Problems.NoComplaint(id);
        }
        var json = await book.JsonAsync(found, ct);
        http.Response.Headers.ETag = ChangesApi.ETag(found.Row);
        if (reveal != "true")
        {
            return Results.Ok(json);
        }
        if (!(await authorization.AuthorizeAsync(http.User, Policies.RevealPersonalData)).Succeeded)
        {
            return Problems.Of(StatusCodes.Status403Forbidden, "reveal.forbidden", "Clear personal data needs the right to reveal it.");
        }
        if (reason is null || reason.Trim().Length < Reveals.LeastReason)
        {
            return Problems.Query(new Dictionary<string, string[]> { ["reason"] = [$"says in at least {Reveals.LeastReason} characters why; it is kept in the audit trail"] });
        }
        var clear = await reveals.RevealAsync(found.Row.CustomerId, found.Row.Number, Actors.Of(http.User), reason.Trim(), ct);
        return Results.Ok(json with { Customer = CustomerJson.Of(found.Row.CustomerId, clear, reveal: true) });
    }

    private static async Task<IResult> HistoryAsync(string id, ComplaintBook book, IComplaints complaints, CancellationToken ct)
    {
        if (await book.FindAsync(id, ct) is not { Row: var row })
        {
            return Problems.NoComplaint(id);
        }
        var events = await complaints.HistoryAsync(row.Id, ct);
        return Results.Ok(new
        {
            Id = row.Number,
            row.ReceivedAt,
            row.PipelineVersion,
            Items = events.Select(e => new EventJson(e.At, e.Actor, e.Action, e.Field.Length == 0 ? null : e.Field, e.Before, e.After, e.Note)),
        });
    }

    private static async Task<IResult> LineageAsync(string id, ComplaintBook book, IOrigins origins, CancellationToken ct)
    {
        if (await book.FindAsync(id, ct) is not { Row: var row, Repeat: var own } found)
        {
            return Problems.NoComplaint(id);
        }
        var rawId = own?.RawId ?? row.RawId;
        return Results.Ok(new LineageJson(
            found.Number, rawId, own?.Source ?? row.Source, own?.SourceKey ?? row.SourceKey, own?.ReceivedAt ?? row.ReceivedAt, row.PipelineVersion,
            await origins.FindAsync(rawId, ct), string.Create(CultureInfo.InvariantCulture, $"/trace/{rawId}"), own is null ? null : row.Number));
    }
}
