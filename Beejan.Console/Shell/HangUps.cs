using Microsoft.AspNetCore.Connections;

namespace Beejan.Shell;

/// <summary>
/// A client that goes away in the middle of its request is no fault of ours: one quiet line, no stack trace. Whoever is still there to read it
/// is told that the request was not whole.
/// </summary>
internal sealed class HangUps(RequestDelegate next, ILogger<HangUps> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e)
        {
            log.LogDebug("A request to {Path} was not whole: {Reason}", http.Request.Path, e.Message);
            await AnswerAsync(http, e);
        }
        catch (Exception e) when (e is ConnectionResetException || (e is IOException or OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            log.LogDebug("The client hung up on {Path}", http.Request.Path);
        }
    }

    private static async Task AnswerAsync(HttpContext http, BadHttpRequestException e)
    {
        if (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await Results.Problem("The request ended before all of it had arrived, or is not HTTP: nothing of it was kept. Send it again.", statusCode: e.StatusCode,
                title: "Bad request", type: "/problems/request.incomplete", extensions: new Dictionary<string, object?> { ["code"] = "request.incomplete" }).ExecuteAsync(http);
        }
    }
}
