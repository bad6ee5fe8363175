using System.Buffers;

namespace Beejan.Intake.Api;

/// <summary>Reads a request's body once, straight from the connection's buffers.</summary>
internal static class RequestBody
{
    /// <summary>The whole body, or null when it is larger than <paramref name="limit"/> bytes.</summary>
    public static async ValueTask<byte[]?> ReadAsync(HttpRequest request, long limit)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }
        ArrayBufferWriter<byte>? pieces = null;
        while (true)
        {
            var read = await NextAsync(request);
            var length = (pieces?.WrittenCount ?? 0) + read.Buffer.Length;
            var isWhole = read.IsCompleted || length == request.ContentLength;
            byte[]? body = null;
            if (length <= limit && isWhole && pieces is null)
            {
                body = read.Buffer.ToArray();
            }
            else if (length <= limit)
            {
                pieces ??= new ArrayBufferWriter<byte>();
                read.Buffer.CopyTo(pieces.GetSpan((int)read.Buffer.Length));
                pieces.Advance((int)read.Buffer.Length);
                body = isWhole ? pieces.WrittenSpan.ToArray() : null;
            }
            // Consumed piece by piece: Kestrel stumbles over bytes that were looked at and left when the client goes away.
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (isWhole || length > limit)
            {
                return body;
            }
        }
    }

    /// <summary>What is wrong with the request is its sender's fault, whatever the server calls it: no outage of ours.</summary>
    private static async ValueTask<System.IO.Pipelines.ReadResult> NextAsync(HttpRequest request)
    {
        try
        {
            // No token: a client that goes ends the read by itself, and a read that is cancelled while it ends leaves Kestrel in the middle of it.
            return await request.BodyReader.ReadAsync(CancellationToken.None);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is cut off or is not HTTP", e);
        }
    }

    /// <summary>The media type without parameters, lower case; null when none was sent.</summary>
    public static string? MediaType(HttpRequest request)
    {
        var declared = request.ContentType.AsSpan();
        var end = declared.IndexOf(';');
        var type = (end < 0 ? declared : declared[..end]).Trim();
        return type switch
        {
            "" => null,
            "application/json" => "application/json",
            _ => type.ToString().ToLowerInvariant(),
        };
    }

    /// <summary>True for text in any of the forms sources speak, for workbooks, and for both compressed. What is inside decides later; pictures and forms with files are refused here.</summary>
    public static bool IsReadable(string? mediaType) => mediaType is null or "application/json"
        || mediaType.StartsWith("text/", StringComparison.Ordinal)
        || mediaType.EndsWith("+json", StringComparison.Ordinal) || mediaType.EndsWith("+xml", StringComparison.Ordinal)
        || mediaType is "message/rfc822" or "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" or "application/json-seq"
            or "application/x-www-form-urlencoded" or "application/csv" or "application/xml" or "application/octet-stream"
            or "application/gzip" or "application/x-gzip" or "application/zip" or "application/x-zip-compressed"
        || mediaType.StartsWith("application/vnd.ms-excel", StringComparison.Ordinal) || mediaType is "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
}
