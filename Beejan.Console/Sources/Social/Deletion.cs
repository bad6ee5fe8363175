using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Social;

/// <summary>
/// Tells that a post was deleted: API v2's compliance stream (<c>data.delete.tweet.id</c>) and jobs (<c>id</c> with <c>"action":"delete"</c>), v1.1's
/// stream (<c>delete.status.id_str</c>).
/// </summary>
internal static class Deletion
{
    /// <summary>The id of the deleted post; null when the document says something else or nothing readable.</summary>
    public static string? IdOf(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"delete\""u8) < 0)
        {
            return null;
        }
        var reader = new Utf8JsonReader(json, JsonFields.Options);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Event(ref reader) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Event(ref Utf8JsonReader reader)
    {
        string? id = null, deleted = null;
        var isDelete = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isId = reader.IsNamed("id"u8);
            var isAction = reader.IsNamed("action"u8);
            var isData = reader.IsNamed("data"u8);
            var isEvent = reader.IsNamed("delete"u8);
            reader.Read();
            if (isAction)
            {
                isDelete = reader.TokenType == JsonTokenType.String && reader.IsNamed("delete"u8);
            }
            else if (isId)
            {
                id = Scalar(ref reader);
            }
            else if (reader.TokenType == JsonTokenType.StartObject && (isData || isEvent))
            {
                deleted ??= isData ? Event(ref reader) : Subject(ref reader);
            }
            reader.Skip();
        }
        return deleted ?? (isDelete ? id : null);
    }

    /// <summary>The id inside the <c>tweet</c> or <c>status</c> of the event under the reader.</summary>
    private static string? Subject(ref Utf8JsonReader reader)
    {
        string? id = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isPost = reader.IsNamed("tweet"u8) || reader.IsNamed("status"u8);
            reader.Read();
            if (isPost && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var isText = reader.IsNamed("id_str"u8);
                    var isId = isText || reader.IsNamed("id"u8);
                    reader.Read();
                    id = isText || (isId && id is null) ? Scalar(ref reader) : id;
                    reader.Skip();
                }
            }
            reader.Skip();
        }
        return id;
    }

    private static string? Scalar(ref Utf8JsonReader reader)
    {
        var repaired = false;
        return JsonFields.Scalar(ref reader, ref repaired);
    }
}
