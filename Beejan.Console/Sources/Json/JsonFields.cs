using System.Globalization;
using System.Text;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Json;

/// <summary>Reads JSON without a document: flat objects into <see cref="FieldValues"/>, single strings with tolerance.</summary>
internal static class JsonFields
{
    /// <summary>Nesting beyond this is refused, so that a bomb costs nothing.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 64, AllowTrailingCommas = true };

    /// <summary>The record is a number, a string or a list.</summary>
    public static readonly Reason NotAnObject = new Reason("json.not-object", "A record is one JSON object; this is another kind of value: send each complaint as an object.");

    /// <summary>
    /// Reads the members of an object that the table knows, and those of the objects inside that wrap a complaint, its customer or its words
    /// (<see cref="JsonNest"/>); other nested values are skipped. Null when it went well.
    /// </summary>
    /// <param name="json">One value, UTF-8.</param>
    /// <param name="table">Which names mean which field.</param>
    /// <param name="values">Where they go.</param>
    /// <param name="throughLists">Follows lists as if their first member stood there alone.</param>
    public static Reason? Read(ReadOnlySpan<byte> json, FieldTable table, FieldValues values, bool throughLists = false)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return NotAnObject;
            }
            Members(ref reader, table, values, null, 0, throughLists);
            reader.Read();
            return null;
        }
        catch (JsonException) when (JsonStrings.WithoutNaN(json) is { } plain)
        {
            return Read(plain, table, values, throughLists);
        }
        catch (JsonException)
        {
            return Malformed(ref reader, json.Length);
        }
    }

    private static void Members(ref Utf8JsonReader reader, FieldTable table, FieldValues values, JsonScope? scope, int depth, bool throughLists)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var known = table.TryFind(name, out var field, out var rank);
            reader.Read();
            var meant = scope is { } around ? JsonNest.Member(around, name, known ? field : null) : known ? field : null;
            if (throughLists && reader.TokenType == JsonTokenType.StartArray && JsonNest.Of(name, null) is not null)
            {
                First(ref reader, table, values, JsonNest.Of(name, null), depth);
                continue;
            }
            if (reader.TokenType == JsonTokenType.StartObject && depth < JsonNest.Deepest && Inside(reader, name, meant, table) is { } inside && (scope is not { Kind: JsonScopeKind.Words } || inside == scope))
            {
                if (meant is { } wrapping)
                {
                    values.Set(wrapping, rank, null);
                }
                Members(ref reader, table, values, scope is { Kind: JsonScopeKind.Person } && inside.Kind == JsonScopeKind.All ? inside with { Kind = JsonScopeKind.Person } : inside, depth + 1, throughLists);
                continue;
            }
            if (meant is not { } said)
            {
                reader.Skip();
                continue;
            }
            var repaired = false;
            var value = said == Field.Text && reader.TokenType == JsonTokenType.StartArray ? Runs(ref reader, ref repaired) : Scalar(ref reader, ref repaired);
            values.Set(said, (known ? rank : 0) + (depth * JsonNest.Step), NamedZone.Told(said, name, value));
            values.Repaired |= repaired;
        }
    }

    /// <summary>
    /// A text in runs, as messengers write links and bold words: strings, and objects with a <c>type</c> and the string in <c>text</c>. Null for any
    /// other list: comments and answers are texts of their own.
    /// </summary>
    private static string? Runs(ref Utf8JsonReader reader, ref bool repaired)
    {
        var runs = new List<string?>();
        var typed = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.String:
                    runs.Add(JsonStrings.Text(in reader, ref repaired));
                    break;
                case JsonTokenType.StartObject:
                    typed = true;
                    runs.Add(Run(ref reader, ref repaired));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
        return runs.Count == 0 || runs.Contains(null) ? null : string.Join(typed ? "" : "\n", runs);
    }

    /// <summary>The text of one run; null when the object is none.</summary>
    private static string? Run(ref Utf8JsonReader reader, ref bool repaired)
    {
        string? text = null;
        var typed = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = reader.IsNamed("text"u8);
            typed |= reader.IsNamed("type"u8);
            reader.Read();
            text = isText && reader.TokenType == JsonTokenType.String ? JsonStrings.Text(in reader, ref repaired) : text;
            reader.Skip();
        }
        return typed ? text : null;
    }

    private static JsonScope? Inside(Utf8JsonReader reader, ReadOnlySpan<byte> name, Field? meant, FieldTable table) =>
        JsonNest.MayWrap(name) && JsonLists.IsRecord(reader, table, 0) ? new JsonScope(JsonScopeKind.All, null) : JsonNest.Of(name, meant);

    /// <summary>Reads the first object of the list under the reader and passes over the others.</summary>
    private static void First(ref Utf8JsonReader reader, FieldTable table, FieldValues values, JsonScope? scope, int depth)
    {
        var first = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (first && reader.TokenType == JsonTokenType.StartObject && depth < JsonNest.Deepest * 2)
            {
                Members(ref reader, table, values, scope, depth + 1, throughLists: true);
                first = false;
                continue;
            }
            reader.Skip();
        }
    }

    /// <summary>The value of the member of an object that means the key, or null; the best name wins, and one of the record itself before one of an object inside.</summary>
    public static string? Key(ReadOnlySpan<byte> json, FieldTable table)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? Key(ref reader, table, 0) : null;
        }
        catch (JsonException)
        {
            return JsonStrings.WithoutNaN(json) is { } plain ? Key(plain, table) : null;
        }
    }

    private static string? Key(ref Utf8JsonReader reader, FieldTable table, int depth)
    {
        string? best = null, nested = null;
        var bestRank = int.MaxValue;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            var known = table.TryFind(name, out var field, out var rank);
            reader.Read();
            var repaired = false;
            if (known && field == Field.Key && rank < bestRank && reader.TokenType != JsonTokenType.StartObject && Scalar(ref reader, ref repaired) is { Length: > 0 } key)
            {
                (best, bestRank) = (key, rank);
                if (rank <= table.BestKeyRank && depth == 0)
                {
                    return best;
                }
            }
            else if (reader.TokenType == JsonTokenType.StartObject && best is null && depth < JsonNest.Deepest && JsonNest.Of(name, null) is { Kind: JsonScopeKind.All })
            {
                nested ??= Key(ref reader, table, depth + 1);
                continue;
            }
            reader.Skip();
        }
        return best ?? nested;
    }

    /// <summary>What the members of an object are called, in order, as far as it can be read.</summary>
    public static IReadOnlyList<string> Names(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        var names = new List<string>();
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                names.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                reader.Read();
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            // What was read before it stands.
        }
        return names;
    }

    /// <summary>The scalar under the reader as text; null for null, objects and arrays, which are skipped.</summary>
    public static string? Scalar(ref Utf8JsonReader reader, ref bool repaired)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonStrings.Text(in reader, ref repaired);
            case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                return Encoding.ASCII.GetString(reader.ValueSpan);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                reader.Skip();
                return null;
            default:
                return null;
        }
    }

    /// <summary>Where reading stopped, as a reason. Call with the reader that threw.</summary>
    public static Reason Malformed(ref Utf8JsonReader reader, int length)
    {
        var at = reader.BytesConsumed.ToString(CultureInfo.InvariantCulture);
        // The reader counts from the container it stands in, which is one less than the one it refused.
        return reader.CurrentDepth >= Options.MaxDepth - 1
            ? new Reason("json.too-deep", $"The JSON nests deeper than {Options.MaxDepth} levels at byte {at}: send it flatter.")
            : new Reason("json.malformed", $"The JSON is cut off or broken: reading stopped at byte {at} of {length.ToString(CultureInfo.InvariantCulture)}. Send the whole document, in UTF-8, with its strings escaped.");
    }
}
