using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Beejan.Contracts;

namespace Beejan.Serving.Reports.Export;

/// <summary>One JSON object a line, as the API gives it: instants in UTC, lists as arrays, dotted columns as members of an object.</summary>
internal sealed class NdjsonSink : IRowSink
{
    private readonly Stream _output;
    private readonly (string? Home, JsonEncodedText Name)[] _names;
    private readonly ArrayBufferWriter<byte> _line = new(1 << 12);
    private readonly Utf8JsonWriter _json;

    public NdjsonSink(Stream output, IReadOnlyList<TabularColumn> columns)
    {
        _output = output;
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _names = [.. columns.Select(c => c.Name.Split('.') is [var home, var name] ? ((string?)home, JsonEncodedText.Encode(name)) : (null, JsonEncodedText.Encode(c.Name)))];
    }

    public void Add(IReadOnlyList<object?> values)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        string? open = null;
        for (var i = 0; i < values.Count; i++)
        {
            var (home, name) = _names[i];
            if (home != open)
            {
                if (open is not null)
                {
                    _json.WriteEndObject();
                }
                if (home is not null)
                {
                    _json.WriteStartObject(home);
                }
                open = home;
            }
            _json.WritePropertyName(name);
            Value(values[i]);
        }
        if (open is not null)
        {
            _json.WriteEndObject();
        }
        _json.WriteEndObject();
        _json.Flush();
        _output.Write(_line.WrittenSpan);
        _output.WriteByte((byte)'\n');
    }

    public void Finish() => _output.Flush();

    public void Dispose() => _json.Dispose();

    private void Value(object? value)
    {
        switch (value)
        {
            case null: _json.WriteNullValue(); break;
            case string text: _json.WriteStringValue(text); break;
            case int number: _json.WriteNumberValue(number); break;
            case long number: _json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): _json.WriteNumberValue(number); break;
            case double number when double.IsFinite(number): _json.WriteNumberValue(number); break;
            case float or double: _json.WriteNullValue(); break;
            case bool flag: _json.WriteBooleanValue(flag); break;
            case DateTimeOffset at: _json.WriteStringValue(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)); break;
            case DateOnly day: _json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); break;
            case IReadOnlyList<string> texts:
                _json.WriteStartArray();
                foreach (var text in texts)
                {
                    _json.WriteStringValue(text);
                }
                _json.WriteEndArray();
                break;
            default: throw new ArgumentException($"a value of type {value.GetType().Name} has no form in JSON", nameof(value));
        }
    }
}
