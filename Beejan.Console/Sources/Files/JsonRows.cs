using System.Text.Json;
using Beejan.Sources.Framing;
using Beejan.Sources.Json;

namespace Beejan.Sources.Files;

/// <summary>
/// Reads tables that were written as JSON as one sheet: lists in a list whose first holds the names; <c>columns</c> and <c>data</c> (or <c>rows</c>, <c>values</c>) beside each
/// other; or an object a column whose members are the cells, by row.
/// </summary>
internal static class JsonRows
{
    /// <summary>True when the first bytes look like such a table.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = Format.TrimStart(head);
        if (text is [(byte)'[', ..])
        {
            return Format.TrimStart(text[1..]) is [(byte)'[', ..];
        }
        var reader = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(JsonFields.Options));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
            {
                return false;
            }
            var repaired = false;
            var isNames = IsNames(JsonStrings.Text(in reader, ref repaired));
            reader.Read();
            if (isNames && reader.TokenType == JsonTokenType.StartArray)
            {
                return reader.Read() && reader.TokenType == JsonTokenType.String;
            }
            // {"complaint":{"0":"…"}}
            return reader.TokenType == JsonTokenType.StartObject && reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.IsNamed("0"u8)
                && reader.Read() && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <exception cref="JsonException">It is broken.</exception>
    public static IEnumerable<Workbook.Sheet> Sheets(ReadOnlyMemory<byte> bytes)
    {
        bytes = bytes.Span.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        using var document = JsonDocument.Parse(JsonStrings.Mend(bytes.Span) ?? bytes, new JsonDocumentOptions { MaxDepth = JsonFields.Options.MaxDepth });
        yield return new Workbook.Sheet("table", [], Rows(document.RootElement));
    }

    private static IEnumerable<Workbook.Row> Rows(JsonElement root)
    {
        var number = 1;
        if (root.ValueKind == JsonValueKind.Array)
        {
            foreach (var row in root.EnumerateArray())
            {
                yield return new Workbook.Row(number++, Cells(row));
            }
            yield break;
        }
        var members = root.EnumerateObject().ToList();
        if (members.Find(m => IsNames(m.Name)) is { Value.ValueKind: JsonValueKind.Array } names)
        {
            yield return new Workbook.Row(number++, Cells(names.Value));
            foreach (var row in members.Where(m => m.Name != names.Name && m.Value.ValueKind == JsonValueKind.Array && m.Name is "data" or "rows" or "values").SelectMany(m => m.Value.EnumerateArray()))
            {
                yield return new Workbook.Row(number++, Cells(row));
            }
            yield break;
        }
        var columns = members.Where(m => m.Value.ValueKind == JsonValueKind.Object).Take(Workbook.MostColumns).ToList();
        yield return new Workbook.Row(number++, [.. columns.Select(c => c.Name)]);
        var rows = columns.SelectMany(c => c.Value.EnumerateObject().Select(v => v.Name)).Distinct(StringComparer.Ordinal).ToList();
        var cells = columns.ConvertAll(c => c.Value.EnumerateObject().GroupBy(v => v.Name, StringComparer.Ordinal).ToDictionary(v => v.Key, v => Cell(v.First().Value), StringComparer.Ordinal));
        foreach (var row in rows)
        {
            yield return new Workbook.Row(number++, [.. cells.Select(c => c.GetValueOrDefault(row, ""))]);
        }
    }

    private static bool IsNames(string? member) => member is "columns" or "header" or "headers" or "fields";

    private static IReadOnlyList<string> Cells(JsonElement row) => row.ValueKind switch
    {
        JsonValueKind.Array => [.. row.EnumerateArray().Take(Workbook.MostColumns).Select(Cell)],
        JsonValueKind.Object => [.. row.EnumerateObject().Take(Workbook.MostColumns).Select(m => Cell(m.Value))],
        _ => [Cell(row)],
    };

    private static string Cell(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => CellText.Text(value.GetString()),
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == Math.Floor(number) ? CellText.Plain(number) : value.GetRawText(),
        JsonValueKind.True => "TRUE",
        JsonValueKind.False => "FALSE",
        JsonValueKind.Object when value.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String => CellText.Text(name.GetString()),
        _ => "",
    };
}
