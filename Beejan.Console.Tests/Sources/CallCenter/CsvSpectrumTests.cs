using System.Text.Json;
using Beejan.Sources.Csv;
using Xunit;

namespace Beejan.Tests.Sources.CallCenter;

public sealed class CsvSpectrumTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine("Samples", "csv-spectrum"), "*.csv").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public async Task A_sample_reads_as_its_author_says(string name)
    {
        var text = await File.ReadAllTextAsync(Path.Combine("Samples", "csv-spectrum", name + ".csv"));
        // Upstream's git stores the CRLF samples with LF; their names say what they are.
        text = name.EndsWith("_crlf", StringComparison.Ordinal) ? text.ReplaceLineEndings("\r\n") : text;
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine("Samples", "csv-spectrum", name + ".json")));
        var rows = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement.EnumerateArray().ToList() : [json.RootElement];
        var columns = rows[0].EnumerateObject().Select(member => member.Name).ToList();
        var source = Feed.CallCenter();
        var records = await source.SplitAsync(text);
        Assert.Equal(rows.Count, records.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var dialect = CsvDialect.FromContext(records[i].Context)!;
            Assert.Equal(columns, dialect.Header);
            // The upstream JSON masks the telephone number of this one sample, its CSV does not.
            var skip = name == "location_coordinates" ? 1 : 0;
            Assert.Equal(rows[i].EnumerateObject().Select(member => member.Value.GetString()).Skip(skip), Fields(dialect, records[i].Payload).Skip(skip));
        }
    }

    private static List<string> Fields(CsvDialect dialect, ReadOnlyMemory<byte> row)
    {
        var fields = new List<string>();
        var repaired = false;
        var record = dialect.Fields(row.Span);
        while (record.MoveNext())
        {
            fields.Add(record.Text(ref repaired));
        }
        return fields;
    }
}
