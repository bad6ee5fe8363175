using System.Text;
using System.Text.Json;
using Beejan.Sources.Fields;
using Beejan.Sources.Framing;
using Beejan.Sources.Text;

namespace Beejan.Sources.Csv;

/// <summary>How a file writes its rows. Travels as the context of each of its records.</summary>
/// <param name="Quotes">False: quotes are characters like any other, as in most tab-separated exports.</param>
/// <param name="TimeOrder">The format of its dates (<c>dd-MM-yy</c>), when the sample tells day from month; null otherwise.</param>
internal sealed record CsvDialect(Charset Charset, char Delimiter, char Newline, bool Quotes, IReadOnlyList<string> Header, string? TimeOrder)
{
    /// <summary>What each column is, when a mapping says so; null leaves it to the columns' names.</summary>
    public IReadOnlyDictionary<string, Field>? Columns { get; init; }

    /// <summary>How the customers in it reached us, when a mapping says so.</summary>
    public string? Channel { get; init; }

    /// <summary>How few columns a row may have (<see cref="ShortRows"/>); null when each has as many as the header.</summary>
    public int? Least { get; init; }

    /// <summary>Compact JSON that <see cref="FromContext"/> reads back.</summary>
    public string ToContext()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("delimiter", Delimiter.ToString());
            json.WriteString("encoding", Charset.Name);
            if (!Quotes)
            {
                json.WriteBoolean("quotes", false);
            }
            if (TimeOrder is not null)
            {
                json.WriteString("timeOrder", TimeOrder);
            }
            if (Columns is not null)
            {
                json.WriteStartObject("columns");
                foreach (var (column, field) in Columns)
                {
                    json.WriteString(column, field.ToString());
                }
                json.WriteEndObject();
            }
            if (Channel is not null)
            {
                json.WriteString("channel", Channel);
            }
            if (Least is { } least)
            {
                json.WriteNumber("least", least);
            }
            json.WriteStartArray("header");
            foreach (var column in Header)
            {
                json.WriteStringValue(column);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Cuts the rows of this dialect.</summary>
    /// <param name="limit">Longest row, bytes.</param>
    public Cutter Cutter(int limit) =>
        Quotes || Newline != '\n' ? new CsvCutter(this, limit) : new LineCutter(Charset, limit);

    /// <summary>Walks the fields of a row (UTF-8).</summary>
    public CsvRecord Fields(ReadOnlySpan<byte> row) => new(row, (byte)Delimiter, Quotes);

    /// <summary>Reads a context back; null when it is none of ours.</summary>
    public static CsvDialect? FromContext(string? context)
    {
        if (string.IsNullOrEmpty(context))
        {
            return null;
        }
        try
        {
            using var json = JsonDocument.Parse(context);
            var root = json.RootElement;
            return new CsvDialect(
                Charset.Named(root.GetProperty("encoding").GetString()), root.GetProperty("delimiter").GetString()![0], '\n',
                !root.TryGetProperty("quotes", out var quotes) || quotes.GetBoolean(),
                [.. root.GetProperty("header").EnumerateArray().Select(c => c.GetString() ?? "")],
                root.TryGetProperty("timeOrder", out var order) ? order.GetString() : null)
            {
                Columns = root.TryGetProperty("columns", out var columns)
                    ? columns.EnumerateObject().ToDictionary(c => c.Name, c => Enum.Parse<Field>(c.Value.GetString()!)) : null,
                Channel = root.TryGetProperty("channel", out var channel) ? channel.GetString() : null,
                Least = root.TryGetProperty("least", out var least) ? least.GetInt32() : null,
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }
}
