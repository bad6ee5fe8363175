using System.Security.Claims;
using Beejan.Governance.Access;
using Beejan.Governance.Audit;
using Beejan.Governance.Idempotency;
using Beejan.Processing.Learning;
using Beejan.Rulebook;

namespace Beejan.Workshop.Teaching;

/// <summary>Teaching over HTTP, as on the page: ask for a version of a task's models, look what it came to, try it in shadow, promote, roll back.</summary>
internal static class ModelsApi
{
    private const int Most = 1000;

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var read = routes.MapGroup("/api/v1/rules/models/{task}").WithTags("Rules").RequireAuthorization(Policies.ViewPipeline);
        read.MapGet("/versions/{number:int}", LookAsync).WithSummary("One version: what it came to on the golden set, and in shadow");
        var act = routes.MapGroup("/api/v1/rules/models/{task}").WithTags("Rules").RequireAuthorization(Policies.OperatePipeline).DisableAntiforgery().WithIdempotency();
        act.MapPost("/versions", AskAsync).WithSummary("Asks for a version, trained on the corpus and agents' corrections; it changes nothing until it is promoted");
        act.MapPost("/versions/{number:int}/promote", (string task, int number, ModelActs acts, RuleBook book, ClaimsPrincipal user, CancellationToken ct) =>
            DoAsync(task, number, book, row => acts.PromoteAsync(row, Actors.Of(user), ct), ct)).WithSummary("Puts a version in force");
        act.MapPost("/versions/{number:int}/shadow", (string task, int number, ShadowRequest shadow, ModelActs acts, RuleBook book, ClaimsPrincipal user, CancellationToken ct) =>
            DoAsync(task, number, book, row => acts.ShadowAsync(row, shadow.On, Actors.Of(user), ct), ct)).WithSummary("Begins or ends the shadow run of a version");
        act.MapPost("/roll-back", RollBackAsync).WithSummary("Takes the version in force out and puts back what it replaced");
    }

    private static async Task<IResult> LookAsync(string task, int number, RuleBook book, CancellationToken ct) =>
        !LearningTask.All.Contains(task) ? NoTask(task)
        : await FindAsync(task, number, book, ct) is not { } row ? NoVersion(task, number)
        : Results.Ok(new
        {
            version = RulesApi.View(row), progress = row.Progress, report = ModelReport.Read(row.Report),
            shadow = (await book.MovesAsync(row.Id, ct)).Select(m => new { beside = m.Beside, live = m.Live, shadow = m.Shadow, count = m.Count }),
        });

    private static async Task<IResult> AskAsync(string task, Retraining retraining, ClaimsPrincipal user, CancellationToken ct)
    {
        if (!LearningTask.All.Contains(task))
        {
            return NoTask(task);
        }
        var row = await retraining.AskAsync(task, Actors.Of(user), making: false, ct);
        return Results.Accepted(FormattableString.Invariant($"/api/v1/rules/models/{task}/versions/{row.Number}"), RulesApi.View(row));
    }

    private static async Task<IResult> RollBackAsync(string task, RuleBook book, ClaimsPrincipal user, CancellationToken ct) =>
        !LearningTask.All.Contains(task) ? NoTask(task)
        : await book.RollBackAsync(LearningTask.KindOf(task), Actors.Of(user), ct) ? Results.Ok(new { task, inForce = await InForceAsync(task, book, ct) })
        : Refused("What ships is in force: there is nothing to roll back to.");

    private static async Task<IResult> DoAsync(string task, int number, RuleBook book, Func<RuleVersionRow, Task<bool>> act, CancellationToken ct)
    {
        if (!LearningTask.All.Contains(task))
        {
            return NoTask(task);
        }
        if (await FindAsync(task, number, book, ct) is not { } row)
        {
            return NoVersion(task, number);
        }
        try
        {
            return await act(row) ? Results.Ok(RulesApi.View((await book.FindAsync(row.Id, ct))!)) : Refused($"Version {number} is {VersionTones.Word(row.State)}: that cannot be done with it.");
        }
        catch (WorkshopRefusedException e)
        {
            return Refused(e.Message);
        }
    }

    private static async Task<RuleVersionRow?> FindAsync(string task, int number, RuleBook book, CancellationToken ct) =>
        (await book.ListAsync(LearningTask.KindOf(task), Most, ct)).FirstOrDefault(r => r.Number == number);

    private static async Task<int> InForceAsync(string task, RuleBook book, CancellationToken ct) =>
        (await book.InForceAsync(ct)).FirstOrDefault(m => m.Kind == LearningTask.KindOf(task) && m.State == RuleStates.Live)?.Number ?? 0;

    private static IResult NoTask(string task) => Results.Problem($"'{task}' is no task of models: {string.Join(", ", LearningTask.All)}.", statusCode: 404, extensions: Code("rules.task-unknown"));

    private static IResult NoVersion(string task, int number) => Results.Problem($"There is no version {number} of the models of {task}.", statusCode: 404, extensions: Code("rules.version-unknown"));

    private static IResult Refused(string why) => Results.Problem(why, statusCode: 409, extensions: Code("rules.refused"));

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };
}

/// <summary>Whether a version is to run in shadow.</summary>
public sealed record ShadowRequest(bool On);
