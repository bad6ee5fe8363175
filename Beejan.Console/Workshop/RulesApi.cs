using Beejan.Governance.Access;
using Beejan.Processing;
using Beejan.Processing.Learning;
using Beejan.Processing.Rules;
using Beejan.Rulebook;

namespace Beejan.Workshop;

/// <summary>The versions of the rules over HTTP, to read: what is in force, what was, and the rules themselves as files.</summary>
internal static class RulesApi
{
    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1/rules").WithTags("Rules").RequireAuthorization(Policies.ViewPipeline);
        api.MapGet("/versions", async (string? kind, RuleBook book, CancellationToken ct) => kind is not null && RuleKinds.All.Contains(kind)
            ? Results.Ok(new { items = (await book.ListAsync(kind, 100, ct)).Select(View) })
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["kind"] = [$"Give one of {string.Join(", ", RuleKinds.All)}."] },
                extensions: new Dictionary<string, object?> { ["code"] = "rules.kind-unknown" }));
        api.MapGet("/taxonomy", async (RulesInForce rules, CancellationToken ct) => File((await rules.NowAsync(ct)).Taxonomy.File.ToJson(), "taxonomy.json"));
        api.MapGet("/routing", async (RulesInForce rules, CancellationToken ct) => File(Routing.ToJson((await rules.NowAsync(ct)).Routing.Rules), "routing.json"));
    }

    private static IResult File(string json, string name) => Results.File(System.Text.Encoding.UTF8.GetBytes(json), "application/json", name);

    /// <summary>A version as the API tells it.</summary>
    public static object View(RuleVersionRow r) => new
    {
        kind = r.Kind, task = RuleKinds.Models.Contains(r.Kind) ? LearningTask.OfKind(r.Kind) : null, number = r.Number, name = r.Name, state = r.State, createdBy = r.CreatedBy, createdAt = r.CreatedAt, decidedBy = r.DecidedBy, decidedAt = r.DecidedAt,
        replaces = r.Replaces, hash = r.Hash,
    };
}
