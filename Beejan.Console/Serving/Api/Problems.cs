using Beejan.Contracts.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Beejan.Serving.Api;

/// <summary>Answers that say no: RFC 9457 with a stable <c>code</c> and, where a field is at fault, <c>errors{field:[…]}</c>.</summary>
internal static class Problems
{
    public static ProblemHttpResult Of(int status, string code, string detail, IReadOnlyDictionary<string, string[]>? errors = null, params (string Key, object? Value)[] more)
    {
        var extensions = new Dictionary<string, object?> { ["code"] = code };
        if (errors is { Count: > 0 })
        {
            extensions["errors"] = errors;
        }
        foreach (var (key, value) in more)
        {
            extensions[key] = value;
        }
        return TypedResults.Problem(detail, statusCode: status, title: ProblemBook.Of(code)?.Title, type: Problem.AddressOf(code), extensions: extensions);
    }

    public static ProblemHttpResult Query(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "query.invalid", "The query has values that are not known; see errors.", errors);

    public static ProblemHttpResult NoComplaint(string id) =>
        Of(StatusCodes.Status404NotFound, "complaint.not-found", $"There is no complaint '{id}'. Give its number (BJN-…) or its id.");

    public static ProblemHttpResult Refused(Contracts.Reason reason) =>
        Of(StatusCodes.Status422UnprocessableEntity, reason.Code, reason.Message, reason.Field is null ? null : new Dictionary<string, string[]> { [reason.Field] = [reason.Message] });
}
