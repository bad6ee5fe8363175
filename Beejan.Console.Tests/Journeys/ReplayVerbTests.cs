using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>The verb <c>replay</c> of the real program.</summary>
public sealed class ReplayVerbTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("beejan-replay-");

    [Fact]
    public async Task What_a_saved_mapping_brought_is_judged_again_by_its_name()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_data.FullName, "mappings")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "kiosks.json"), """{"name":"kiosks","title":"Kiosks","columns":{"What":"Text","Who":"Phone"}}""");
        var file = Path.Combine(_data.FullName, "kiosks.csv");
        await File.WriteAllTextAsync(file, "Who,What\n08031234567,no network in Gusau since the storm\n");
        Assert.Equal(1, (await ConsoleProcess.AnswerAsync(_data.FullName, "ingest", "kiosks", file)).GetProperty("curated").GetInt32());

        Assert.Equal(1, (await ConsoleProcess.AnswerAsync(_data.FullName, "replay", "--source", "kiosks", "--dry-run")).GetProperty("records").GetInt32());
    }

    public void Dispose() => _data.Delete(recursive: true);
}
