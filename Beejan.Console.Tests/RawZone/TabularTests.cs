using Beejan.Contracts;
using Beejan.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

public sealed class TabularTests
{
    [Fact]
    public async Task Dead_letters_and_duplicates_can_be_exported_with_their_reasons()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        var ids = (await house.RawZone.LandAsync([.. Enumerable.Range(0, 3).Select(i => RawZoneHouse.Record($"k{i}", $"t{i}"))], false, default)).Select(r => r.RawId).ToArray();
        await house.RawZone.LandAsync([RawZoneHouse.Record("k0", "t0"), RawZoneHouse.Record("k0", "t0")], false, default);
        var sms = new SourceId("sms");
        await house.AnswerAsync(
            new Answer(ids[1], sms, Fate.Dropped, "duplicates", new Reason("duplicate.exact", "repeat"), ids[0]),
            new Answer(ids[2], sms, Fate.Rejected, "time", new Reason("time.future", "in the future", "reportedAt")));

        var dead = Assert.Single(await RowsAsync(house, "deadletters"));
        var duplicates = await RowsAsync(house, "duplicates");

        Assert.Equal((ids[2], "time", "time.future", "reportedAt"), (dead["rawId"], dead["stage"], dead["code"], dead["field"]));
        Assert.Equal([("repeat", ids[0], 2L), ("duplicate.exact", ids[0], 1L)], duplicates.Select(d => ((string)d["kind"]!, (long)d["duplicateOf"]!, (long)d["times"]!)));
    }

    private static async Task<List<Dictionary<string, object?>>> RowsAsync(RawZoneHouse house, string name)
    {
        var table = house.Services.GetServices<ITabular>().Single(t => t.Name == name);
        var rows = new List<Dictionary<string, object?>>();
        await foreach (var row in table.RowsAsync(new TabularQuery(null, null, false), default))
        {
            Assert.Equal(table.Columns.Count, row.Count);
            rows.Add(table.Columns.Zip(row).ToDictionary(p => p.First.Name, p => p.Second));
        }
        return rows;
    }
}
