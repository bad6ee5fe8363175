using System.Text.Json;
using Beejan.Contracts;
using Beejan.Sources.Csv;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;
using Beejan.Sources.Text;

namespace Beejan.Sources.Drift;

/// <summary>Which fields a record names and what kind of value each holds, without reading what they say.</summary>
public static class RecordShape
{
    /// <summary>
    /// Field to kind (<c>text</c>, <c>number</c>, <c>flag</c>, <c>list</c>, <c>object</c>): members of a JSON object and of the objects in it
    /// (<c>data.text</c>), names of a form, columns of a table, but what looks like a value and is no name. Null when the record has no named fields or cannot be read.
    /// </summary>
    public static IReadOnlyDictionary<string, string>? Of(RawRecord raw)
    {
        ArgumentNullException.ThrowIfNull(raw);
        var bytes = raw.Payload.Span;
        if (CsvDialect.FromContext(raw.Context) is { Header.Count: > 0 } table)
        {
            return HeaderWords.Of([.. table.Header.Where(h => h.Length > 0)]).Distinct(StringComparer.Ordinal).ToDictionary(h => h, _ => "text", StringComparer.Ordinal);
        }
        return Format.TrimStart(bytes) is [(byte)'{', ..] ? Json(bytes) : null;
    }

    private static Dictionary<string, string>? Json(ReadOnlySpan<byte> json)
    {
        var shape = new Dictionary<string, string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, JsonFields.Options);
        try
        {
            reader.Read();
            Members(ref reader, "", shape, 2);
            return shape;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Members(ref Utf8JsonReader reader, string prefix, Dictionary<string, string> shape, int depth)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var repaired = false;
            var own = Charset.Decode(reader.ValueSpan, ref repaired);
            var (name, isName) = (prefix + own, !HeaderWords.IsValue(own));
            reader.Read();
            var kind = reader.TokenType switch
            {
                JsonTokenType.String => "text",
                JsonTokenType.Number => "number",
                JsonTokenType.True or JsonTokenType.False => "flag",
                JsonTokenType.StartArray => "list",
                JsonTokenType.StartObject => "object",
                _ => null,
            };
            if (kind == "object" && depth > 1 && isName)
            {
                Members(ref reader, name + ".", shape, depth - 1);
                continue;
            }
            if (kind is not null && isName)
            {
                shape[name] = kind;
            }
            reader.Skip();
        }
    }
}

/// <summary>Says whether a record has to wait because its source sends something new that nobody has accepted.</summary>
public interface IDriftGate
{
    /// <summary>Why the record is set aside; null for nearly all.</summary>
    ValueTask<Reason?> HoldAsync(RawRecord raw, CancellationToken ct);
}

/// <summary>Nobody watches: nothing is held.</summary>
internal sealed class OpenDriftGate : IDriftGate
{
    public ValueTask<Reason?> HoldAsync(RawRecord raw, CancellationToken ct) => ValueTask.FromResult<Reason?>(null);
}
