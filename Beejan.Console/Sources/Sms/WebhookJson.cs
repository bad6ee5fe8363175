using System.Text.Json;
using Beejan.Sources.Json;

namespace Beejan.Sources.Sms;

/// <summary>Webhook bodies in JSON: flat, or in the envelope of Standard Webhooks, <c>{"type", "timestamp", "data": {…}}</c>.</summary>
internal static class WebhookJson
{
    /// <summary>The object under <c>data</c>; empty when there is none. Malformed JSON is told by the reading of the whole.</summary>
    public static ReadOnlySpan<byte> Data(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"data\""u8) < 0)
        {
            return default;
        }
        var reader = new Utf8JsonReader(json, JsonFields.Options);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isData = reader.IsNamed("data"u8);
                reader.Read();
                if (isData && reader.TokenType == JsonTokenType.StartObject)
                {
                    var start = (int)reader.TokenStartIndex;
                    reader.Skip();
                    return json[start..(int)reader.BytesConsumed];
                }
                reader.Skip();
            }
        }
        catch (JsonException)
        {
        }
        return default;
    }
}
