using System.Globalization;
using System.Text;
using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>Reads JSON without a document: flat objects into <see cref="FieldValues"/>, single strings with tolerance.</summary>
internal static class JsonFields
{
    /// <summary>Nesting beyond this is refused, so that a bomb costs nothing.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    /// <summary>Reads the members of an object that the table knows; nested values are skipped. Null when it went well.</summary>
    public static Reason? Read(ReadOnlySpan<byte> json, FieldTable table, FieldValues values)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return new Reason("json.not-object", "A record is one JSON object; this is another kind of value.");
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = table.TryFind(reader.ValueSpan, out var field, out var rank);
                reader.Read();
                if (!known)
                {
                    reader.Skip();
                    continue;
                }
                var repaired = false;
                values.Set(field, rank, Scalar(ref reader, ref repaired));
                values.Repaired |= repaired;
            }
            reader.Read();
            return null;
        }
        catch (JsonException)
        {
            return Malformed(ref reader, json.Length);
        }
    }

    /// <summary>The value of the member of an object that means the key, or null; the best name wins.</summary>
    public static string? Key(ReadOnlySpan<byte> json, FieldTable table)
    {
        var reader = new Utf8JsonReader(json, Options);
        string? best = null;
        var bestRank = int.MaxValue;
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var known = table.TryFind(reader.ValueSpan, out var field, out var rank) && field == Field.Key;
                reader.Read();
                var repaired = false;
                if (known && rank < bestRank && Scalar(ref reader, ref repaired) is { Length: > 0 } key)
                {
                    (best, bestRank) = (key, rank);
                    if (rank <= table.BestKeyRank)
                    {
                        return best;
                    }
                }
                reader.Skip();
            }
        }
        catch (JsonException)
        {
            return null;
        }
        return best;
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
                return Text(ref reader, ref repaired);
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
            ? new Reason("json.too-deep", $"The JSON nests deeper than {Options.MaxDepth} levels at byte {at}.")
            : new Reason("json.malformed", $"The JSON is cut off or broken: reading stopped at byte {at} of {length.ToString(CultureInfo.InvariantCulture)}.");
    }

    private static string Text(ref Utf8JsonReader reader, ref bool repaired)
    {
        if (!reader.ValueIsEscaped)
        {
            return Charset.Decode(reader.ValueSpan, ref repaired);
        }
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair or bytes that are not UTF-8: senders cut texts in the middle of an emoji.
            repaired = true;
            return Unescape(Charset.Decode(reader.ValueSpan, ref repaired));
        }
    }

    private static string Unescape(string escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length; i++)
        {
            if (escaped[i] != '\\')
            {
                text.Append(escaped[i]);
                continue;
            }
            var kind = escaped[++i];
            if (kind == 'u')
            {
                text.Append((char)ushort.Parse(escaped.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(kind switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => kind });
            }
        }
        // A lone surrogate cannot be stored as UTF-8: the round trip turns it into U+FFFD.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
