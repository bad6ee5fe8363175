using System.Text;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>A saved mapping through the real program: a source that nobody wrote code for.</summary>
public sealed class MappingTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("beejan-mapping-").FullName;

    [Fact]
    public async Task A_saved_mapping_is_a_source_like_any_other()
    {
        Directory.CreateDirectory(Path.Combine(_data, "mappings"));
        await File.WriteAllTextAsync(Path.Combine(_data, "mappings", "branch-visits.json"),
            """{ "name": "branch-visits", "title": "Branch visits", "columns": { "wetin happen": "Text", "line": "Phone", "no": "Key" }, "timeOrder": "dd/MM/yyyy", "channel": "web" }""");
        await File.WriteAllTextAsync(Path.Combine(_data, "mappings", "broken.json"), "{ \"name\": ");
        var file = Path.Combine(_data, "visits.csv");
        await File.WriteAllTextAsync(file, "no,line,wetin happen\n1,08031234567,no network for Ikeja since morning\n2,08031234568,\n", new UTF8Encoding(false));

        var answer = await ConsoleProcess.AnswerAsync(_data, "ingest", "branch-visits", file);

        Assert.Equal((2, 1, 1), (Number(answer, "landed"), Number(answer, "curated"), Number(answer, "deadLettered")));
        var (code, _, errors) = await ConsoleProcess.RunAsync(_data, "ingest", "broken", file);
        Assert.Equal(2, code);
        Assert.Contains("branch-visits, call-center, email, files", errors, StringComparison.Ordinal);
        Assert.True((await ConsoleProcess.AnswerAsync(_data, "verify")).GetProperty("ok").GetBoolean());
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static long Number(System.Text.Json.JsonElement answer, string name) => answer.GetProperty(name).GetInt64();
}
