using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Curated;

/// <summary>
/// Facts that are stored as JSON arrays. Score factors, which every complaint has, are written by hand: the serializer took more of a bulk
/// load than reading its files.
/// </summary>
internal static class FactJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? _writer;

    public static string Of(IReadOnlyList<ScoreFactor> factors)
    {
        var (buffer, json) = _writer ??= New();
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartArray();
        for (var i = 0; i < factors.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, factors[i].Name);
            json.WriteNumber("points"u8, factors[i].Points);
            json.WriteString("why"u8, factors[i].Why);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The factors of a stored row.</summary>
    public static IReadOnlyList<ScoreFactor> Factors(string json) => JsonSerializer.Deserialize<List<ScoreFactor>>(json, Options) ?? [];

    public static string Of<T>(IReadOnlyList<T> facts) => facts.Count == 0 ? "[]" : JsonSerializer.Serialize(facts, Options);

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) New()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder, SkipValidation = true }));
    }
}
