using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Json;

namespace Beejan.Sources.WebForm;

/// <summary>A file that came with a form: a record of its own, so that its bytes stay as they are, and named in the submission.</summary>
internal static class FormAttachment
{
    /// <summary>The context of the file's record.</summary>
    public const string Context = "{\"attachment\":true}";

    private const int Most = 20;

    /// <summary>The member <c>attachments</c> of a submission: <c>[{ name, type, size, hash }]</c>; what has another form is left out.</summary>
    public static IReadOnlyList<Attachment> Read(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"attachments\""u8) < 0)
        {
            return [];
        }
        var reader = new Utf8JsonReader(JsonStrings.Mend(json) is { } mended ? mended : json, JsonFields.Options);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("attachments", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Take(Most).Select(One).OfType<Attachment>()]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static Attachment? One(JsonElement file) =>
        file.ValueKind == JsonValueKind.Object && Text(file, "name") is { } name && Text(file, "hash") is { } hash
            && file.TryGetProperty("size", out var size) && size.ValueKind == JsonValueKind.Number && size.TryGetInt64(out var bytes)
            ? new Attachment(name, Text(file, "type") ?? "application/octet-stream", bytes, hash) : null;

    private static string? Text(JsonElement file, string name) =>
        file.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
