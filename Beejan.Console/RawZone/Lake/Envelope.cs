using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Beejan.Contracts;

namespace Beejan.RawZone.Lake;

/// <summary>
/// One line of a segment: a JSON object that any tool can read. A record carries <c>id, source, key, received, observed, type, context?,
/// origin?, sha256</c> and its bytes as <c>text</c> (when they are valid UTF-8) or <c>base64</c>. A context line, written before the first
/// record that needs it, carries <c>contextId</c> and <c>context</c>.
/// </summary>
internal static class Envelope
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static void WriteContext(IBufferWriter<byte> output, string contextId, string context)
    {
        using (var json = new Utf8JsonWriter(output, Writing))
        {
            json.WriteStartObject();
            json.WriteString("contextId"u8, contextId);
            json.WriteString("context"u8, context);
            json.WriteEndObject();
        }
        output.Write("\n"u8);
    }

    /// <summary>What a record's neighbours have in common with it: the members from <c>received</c> to <c>context</c>, with a comma in front.</summary>
    public static byte[] Shared(DateTimeOffset received, RawRecord raw, string? contextId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            json.WriteString("received"u8, received.UtcDateTime);
            json.WriteString("observed"u8, raw.ObservedAt.UtcDateTime);
            json.WriteString("type"u8, raw.ContentType);
            if (contextId is not null)
            {
                json.WriteString("context"u8, contextId);
            }
            json.WriteEndObject();
        }
        return [(byte)',', .. buffer.ToArray().AsSpan()[1..^1]];
    }

    /// <summary>Writes the line with its line feed; returns the line's length without it.</summary>
    /// <param name="shared">What <see cref="Shared"/> gave for this record or for one that shares it.</param>
    public static int Write(ArrayBufferWriter<byte> output, long rawId, RawRecord raw, ReadOnlySpan<byte> shared)
    {
        var start = output.WrittenCount;
        output.Write("{\"id\":"u8);
        rawId.TryFormat(output.GetSpan(20), out var digits, default, CultureInfo.InvariantCulture);
        output.Advance(digits);
        Write(output, ",\"source\":"u8, raw.Source.Value);
        Write(output, ",\"key\":"u8, raw.Key);
        output.Write(shared);
        if (raw.Origin is not null)
        {
            Write(output, ",\"origin\":"u8, raw.Origin);
        }
        output.Write(",\"sha256\":\""u8);
        Convert.TryToHexStringLower(raw.Hash, output.GetSpan(64), out var hex);
        output.Advance(hex);
        var payload = raw.Payload.Span;
        if (Utf8.IsValid(payload))
        {
            output.Write("\",\"text\":"u8);
            JsonText.Write(output, payload);
        }
        else
        {
            output.Write("\",\"base64\":\""u8);
            Base64.EncodeToUtf8(payload, output.GetSpan(Base64.GetMaxEncodedToUtf8Length(payload.Length)), out _, out var written);
            output.Advance(written);
            output.Write("\""u8);
        }
        output.Write("}"u8);
        var length = output.WrittenCount - start;
        output.Write("\n"u8);
        return length;
    }

    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        output.Write(name);
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        byte[]? rented = null;
        var bytes = most <= 1024 ? stackalloc byte[1024] : rented = ArrayPool<byte>.Shared.Rent(most);
        JsonText.Write(output, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Reads a line. Null when it is not a whole envelope: torn, damaged, or its bytes do not match its hash.</summary>
    public static Line? TryRead(ReadOnlySpan<byte> line)
    {
        try
        {
            var read = Read(line);
            return read is { Record: { } record, Sha256: { } hash } && !Convert.ToHexStringLower(record.Hash).Equals(hash, StringComparison.Ordinal) ? null : read;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static Line? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        long id = 0;
        string? source = null, key = null, type = null, context = null, contextId = null, origin = null, sha = null;
        DateTimeOffset received = default, observed = default;
        byte[]? payload = null;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "id": id = reader.GetInt64(); break;
                case "source": source = reader.GetString(); break;
                case "key": key = reader.GetString(); break;
                case "received": received = reader.GetDateTimeOffset(); break;
                case "observed": observed = reader.GetDateTimeOffset(); break;
                case "type": type = reader.GetString(); break;
                case "context": context = reader.GetString(); break;
                case "contextId": contextId = reader.GetString(); break;
                case "origin": origin = reader.GetString(); break;
                case "sha256": sha = reader.GetString(); break;
                case "text": payload = Encoding.UTF8.GetBytes(reader.GetString()!); break;
                case "base64": payload = reader.GetBytesFromBase64(); break;
            }
        }
        return contextId is not null ? new Line(0, default, null, contextId, context, null)
            : source is null || key is null || type is null || payload is null || sha is null ? null
            : new Line(id, received, new RawRecord(new SourceId(source), key, type, payload, observed, null, origin), context, null, sha);
    }

    /// <summary>Short and stable: the first 16 hex digits of the context's SHA-256.</summary>
    public static string ContextId(string context) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(context)).AsSpan(0, 8));

    /// <summary>A line as read: a record (with the id of its context) or a context (with its text).</summary>
    internal sealed record Line(long RawId, DateTimeOffset ReceivedAt, RawRecord? Record, string? ContextId, string? Context, string? Sha256);
}
