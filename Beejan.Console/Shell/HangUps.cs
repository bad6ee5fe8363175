using System.Text.Json;
using Beejan.Contracts.Problems;
using Microsoft.AspNetCore.Connections;
using KestrelRefusal = Microsoft.AspNetCore.Server.Kestrel.Core.BadHttpRequestException;

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
        catch (Exception e) when (e is ConnectionResetException or { InnerException: ConnectionAbortedException } || (e is IOException or OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            log.LogDebug("The client hung up on {Path}", http.Request.Path);
        }
    }

    private static Task AnswerAsync(HttpContext http, BadHttpRequestException e)
    {
        if (http.Response.HasStarted)
        {
            return Task.CompletedTask;
        }
        var (code, detail) = e switch
        {
            // Whole JSON, but not what the route takes; of broken JSON the cause is the reader's own exception.
            { InnerException: JsonException { Path: { Length: > 2 } path, InnerException: not JsonException } } =>
                ("json.unexpected", $"The member {path[2..]} is not known here, or holds another kind of value than it takes, and nothing was done: /openapi/v1.json tells the members of each route."),
            { InnerException: JsonException json } => ("json.malformed", $"The body is no JSON: reading stopped in line {(json.LineNumber ?? 0) + 1}, at byte {(json.BytePositionInLine ?? 0) + 1} of it. Send the whole document, in UTF-8, with its strings escaped."),
            { StatusCode: StatusCodes.Status415UnsupportedMediaType } => ("media.unsupported", "Send JSON, with the header 'Content-Type: application/json'."),
            KestrelRefusal => ("request.incomplete", "The request ended before all of it had arrived, or is not HTTP: nothing of it was kept. Send it again."),
            _ => ("request.malformed", "The request lacks something or has a value that cannot be read, and nothing was done: " + e.Message),
        };
        http.Response.Clear();
        return Results.Problem(detail, http.Request.Path, e.StatusCode, "Bad request", Problem.AddressOf(code), new Dictionary<string, object?> { ["code"] = code }).ExecuteAsync(http);
    }
}
