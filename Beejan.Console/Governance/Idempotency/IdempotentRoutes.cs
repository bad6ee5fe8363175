using Beejan.Contracts;

namespace Beejan.Governance.Idempotency;

/// <summary>Lets a route that changes something honour <c>Idempotency-Key</c>.</summary>
internal static class IdempotentRoutes
{
    /// <summary>Such a request has a question in it, not a file.</summary>
    private const int MaxBody = 4 * 1024 * 1024;

    private static readonly string[] Kept = ["ETag", "Location"];

    /// <summary>Requests with the header are answered once; those without pass straight through.</summary>
    public static TBuilder WithIdempotency<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder
    {
        routes.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http => http.Request.Headers.TryGetValue(IdempotentAnswers.Header, out var key) ? AnswerAsync(http, key.ToString(), inner) : inner(http);
        });
        return routes;
    }

    private static async Task AnswerAsync(HttpContext http, string key, RequestDelegate inner)
    {
        using var body = new MemoryStream();
        var reply = await ReadAsync(http.Request, body)
            ? await http.RequestServices.GetRequiredService<IdempotentAnswers>().OnceAsync(http, key, body.ToArray(), () => CaptureAsync(http, body, inner))
            : Reply.Problem(http, 413, "Body too large", new Reason("body.too-large", "A request with an Idempotency-Key takes at most 4 MiB here: send it in parts", "body"));
        await reply.SendAsync(http.Response);
    }

    private static async Task<bool> ReadAsync(HttpRequest request, MemoryStream body)
    {
        if (request.ContentLength > MaxBody)
        {
            return false;
        }
        var buffer = new byte[16 * 1024];
        int read;
        // No token: a client that goes ends the read by itself, and a read that is cancelled while it ends leaves Kestrel in the middle of it.
        while ((read = await request.Body.ReadAsync(buffer, CancellationToken.None)) > 0)
        {
            if (body.Length + read > MaxBody)
            {
                return false;
            }
            body.Write(buffer, 0, read);
        }
        return true;
    }

    /// <summary>Runs the route on the bytes that were read, and keeps its answer instead of sending it.</summary>
    private static async ValueTask<Reply> CaptureAsync(HttpContext http, MemoryStream body, RequestDelegate inner)
    {
        var (request, response) = (http.Request.Body, http.Response.Body);
        using var answer = new MemoryStream();
        body.Position = 0;
        (http.Request.Body, http.Response.Body) = (body, answer);
        try
        {
            await inner(http);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
        }
        finally
        {
            (http.Request.Body, http.Response.Body) = (request, response);
        }
        var headers = Kept.Where(http.Response.Headers.ContainsKey).Select(name => $"{name}: {http.Response.Headers[name]}");
        return new Reply(http.Response.StatusCode, http.Response.ContentType ?? "", answer.ToArray(), Headers: string.Join('\n', headers));
    }
}
