using System.Text;
using System.Text.Json;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Json;

/// <summary>
/// A document that is no record but holds lists of them somewhere inside, as messengers and gateways push them (<c>entry[].changes[].value.messages[]</c>,
/// <c>results[]</c>): each member becomes a record of its exact bytes, and the document without them the context they share.
/// </summary>
internal static class JsonLists
{
    /// <summary>Such documents are small; a larger one is no push.</summary>
    private const int Longest = 4 * 1024 * 1024;

    /// <summary>Lists whose members are records whatever they are called by.</summary>
    private static readonly string[] Pushed = ["messages", "statuses", "results", "inboundSMSMessage"];

    /// <summary>Lists whose members belong to one record, whatever they say. Those of any other list are records when they say a complaint.</summary>
    private static readonly string[] Parts = ["answers", "fields", "custom_fields", "customFields", "tags", "labels", "attachments", "media", "files", "choices", "options", "entities", "errors", "contacts", "participants", "links"];

    /// <summary>Where the records stand, in order; empty when the document is one record or holds none.</summary>
    public static IReadOnlyList<(int Start, int Length)> Find(ReadOnlySpan<byte> document, FieldTable table)
    {
        if (document.Length > Longest || document.IndexOf((byte)'[') < 0)
        {
            return [];
        }
        var reader = new Utf8JsonReader(document, JsonFields.Options);
        var found = new List<(int, int)>();
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && !Walk(ref reader, table, found, inList: false) && reader.TokenType == JsonTokenType.EndObject ? found : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>The document without its records.</summary>
    public static string Around(ReadOnlySpan<byte> document, IReadOnlyList<(int Start, int Length)> records)
    {
        var around = new StringBuilder();
        var from = 0;
        foreach (var (start, length) in records)
        {
            var between = document[from..start];
            // What only parts two members of a list goes with them.
            around.Append(between.Trim(" \t\r\n,"u8).IsEmpty ? "" : Encoding.UTF8.GetString(between));
            from = start + length;
        }
        return around.Append(Encoding.UTF8.GetString(document[from..])).ToString();
    }

    /// <summary>Walks the object under the reader. True when it says a complaint itself, outside of any list.</summary>
    private static bool Walk(ref Utf8JsonReader reader, FieldTable table, List<(int, int)> found, bool inList)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var isText = table.TryFind(name, out var field, out _) && field == Field.Text;
            reader.Read();
            if (isText && !inList && reader.TokenType == JsonTokenType.String && reader.ValueSpan.Contains((byte)' '))
            {
                // Words of a complaint, not the "success" of an answer.
                return true;
            }
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                List(ref reader, table, found, Encoding.UTF8.GetString(name));
            }
            else if (reader.TokenType == JsonTokenType.StartObject && Walk(ref reader, table, found, inList))
            {
                return true;
            }
        }
        return false;
    }

    private static bool Is(string name, string[] one) => Array.Exists(one, n => n.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static void List(ref Utf8JsonReader reader, FieldTable table, List<(int, int)> found, string name)
    {
        var (pushed, parts) = (Is(name, Pushed), Is(name, Parts));
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }
            var start = (int)reader.TokenStartIndex;
            if (pushed || (!parts && IsRecord(reader, table, 0)))
            {
                reader.Skip();
                found.Add((start, (int)reader.BytesConsumed - start));
                continue;
            }
            if (parts)
            {
                reader.Skip();
                continue;
            }
            Walk(ref reader, table, found, inList: true);
        }
    }

    /// <summary>True when a member of the object, or of one that wraps it, is called like a complaint, or answers stand in it. The reader is a copy.</summary>
    internal static bool IsRecord(Utf8JsonReader reader, FieldTable table, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = table.TryFind(reader.ValueSpan, out var field, out _) && field == Field.Text;
            var wraps = depth < JsonNest.Deepest && JsonNest.Wraps(reader.ValueSpan);
            var answers = FormAnswers.IsName(reader.ValueSpan);
            reader.Read();
            if ((isText && (reader.TokenType is JsonTokenType.String or JsonTokenType.StartObject)) || (answers && (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject))
                || (wraps && reader.TokenType == JsonTokenType.StartObject && IsRecord(reader, table, depth + 1)))
            {
                return true;
            }
            reader.Skip();
        }
        return false;
    }
}
