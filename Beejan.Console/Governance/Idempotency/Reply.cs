using System.Buffers;
using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Governance.Idempotency;

/// <summary>A finished answer, so that it can be written, stored and replayed as the same bytes.</summary>
/// <param name="RetryAfter">Seconds; 0 means the header is left out.</param>
/// <param name="Headers">Further headers, a line each as <c>name: value</c>.</param>
internal sealed record Reply(int Status, string ContentType, ReadOnlyMemory<byte> Body, int RetryAfter = 0, string Headers = "")
{
    public const string Json = "application/json; charset=utf-8";
    public const string ProblemJson = "application/problem+json; charset=utf-8";

    [ThreadStatic]
    private static Scratch? _scratch;

    /// <summary>A problem (RFC 9457) with a stable code and, when a field is at fault, <c>errors</c>.</summary>
    public static Reply Problem(HttpContext http, int status, string title, Reason reason, int retryAfter = 0, Action<Utf8JsonWriter>? more = null) =>
        Write(status, ProblemJson, json =>
        {
            json.WriteString("type"u8, Contracts.Problems.Problem.AddressOf(reason.Code));
            json.WriteString("title"u8, title);
            json.WriteNumber("status"u8, status);
            json.WriteString("detail"u8, reason.Message);
            json.WriteString("instance"u8, http.Request.Path.Value);
            json.WriteString("traceId"u8, System.Diagnostics.Activity.Current?.Id ?? http.TraceIdentifier);
            json.WriteString("code"u8, reason.Code);
            more?.Invoke(json);
        }, retryAfter);

    /// <summary>One JSON object, its members written by <paramref name="members"/>.</summary>
    public static Reply Write(int status, string contentType, Action<Utf8JsonWriter> members, int retryAfter = 0)
    {
        var scratch = _scratch ??= new Scratch();
        scratch.Buffer.ResetWrittenCount();
        scratch.Json.Reset(scratch.Buffer);
        scratch.Json.WriteStartObject();
        members(scratch.Json);
        scratch.Json.WriteEndObject();
        scratch.Json.Flush();
        return new Reply(status, contentType, scratch.Buffer.WrittenSpan.ToArray(), retryAfter);
    }

    public Task SendAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = ContentType.Length == 0 ? null : ContentType;
        response.ContentLength = Body.Length;
        if (RetryAfter > 0)
        {
            response.Headers.RetryAfter = RetryAfter.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        foreach (var line in Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            response.Headers[line[..colon]] = line[(colon + 2)..];
        }
        response.BodyWriter.Write(Body.Span);
        return response.BodyWriter.FlushAsync(CancellationToken.None).AsTask();
    }

    /// <summary>Per thread: writing an answer is synchronous, so nothing is allocated but the answer itself.</summary>
    private sealed class Scratch
    {
        public Scratch() => Json = new Utf8JsonWriter(Buffer);

        public ArrayBufferWriter<byte> Buffer { get; } = new(1024);

        public Utf8JsonWriter Json { get; }
    }
}
