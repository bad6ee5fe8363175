using Beejan.Contracts.Problems;
using Microsoft.AspNetCore.Diagnostics;

namespace Beejan.Storage;

/// <summary>Answers a request of the API that met an outage: 503, with a time to come back, instead of an error of ours.</summary>
internal sealed class OutageAnswer(IProblemDetailsService problems) : IExceptionHandler
{
    private const string RetryAfterSeconds = "10";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is BadHttpRequestException || !Outage.Is(exception) || !httpContext.Request.Path.StartsWithSegments("/api"))
        {
            return false;
        }
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails =
            {
                Status = StatusCodes.Status503ServiceUnavailable, Type = Problem.AddressOf("storage.unavailable"), Title = "Try again",
                Detail = "The store cannot take or give this just now, and nothing of it was done: send it again",
                Extensions = { ["code"] = "storage.unavailable" },
            },
        });
    }
}
