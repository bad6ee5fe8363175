using System.Text;
using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Privacy;
using Beejan.Processing;
using Beejan.RawZone;
using Beejan.Sources;
using Beejan.Storage;
using Beejan.Tests.RawZone;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Processing;

/// <summary>Versions, campaigns, choices and checkpoints on SQLite and on PostgreSQL alike.</summary>
public sealed class BothDatabasesTests
{
    private const string Campaign = "Everybody in Surulere has had no network since Friday evening, when will you repair the mast? The market women cannot take a single payment, and nobody answers us on 300.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_arrives_in_pieces_copies_and_corrections_ends_as_it_should(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await LandAsync(house, "social",
            Post("101", Campaign, "1"), Post("102", $"RT @ada: {Campaign}", "2"), Post("103", Campaign, "3"), Post("104", "no network in Ikeja", "4"),
            """{"data":{"delete":{"tweet":{"id":"104"},"event_at":"2026-11-20T18:40:40Z"}}}""");
        await LandAsync(house, "sms",
            """{"id":"a","from":"08031234567","text":"No network ","date":"2026-11-20 10:00:00","udh":"0500034C0201"}""",
            """{"id":"b","from":"08031234567","text":"since morning","date":"2026-11-20 10:00:00","udh":"0500034C0202"}""",
            """{"id":"c","from":"08051234567","text":"STOP"}""");
        var work = house.Services.GetRequiredService<ProcessingWork>();
        await work.RunAsync(RunId.New(), default);
        await house.RawZone.RequeueAsync(await IdsAsync(house), default);
        await work.RunAsync(RunId.New(), default);

        var complaints = await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<ComplaintRow>().OrderBy(c => c.Id).ToListAsync(ct), default);
        Assert.Equal([(Campaign, 2), ("Its author deleted this post.", 0), ("No network since morning", 0)], complaints.Select(c => (c.Original ?? c.Text, c.Echoes)));
        Assert.Equal((Statuses.Cancelled, false), (complaints[1].Status, complaints[1].IsOpen));
        var customer = house.Services.GetRequiredService<Pseudonyms>().CustomerId("msisdn:+2348051234567");
        Assert.False((await house.Services.GetRequiredService<IMessagingChoices>().FindAsync(customer, default))!.Allowed);
        Assert.Empty(await house.FaultsAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_checkpoint_stands_with_what_it_covers_and_with_nothing(bool postgres)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var social = new SourceId("social");
        Assert.Null(await house.RawZone.CheckpointAsync(social, default));
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", "text", "social")], new Reached(social, new Checkpoint("7")), default);
        Assert.Equal(new Checkpoint("7"), await house.RawZone.CheckpointAsync(social, default));
        await house.RawZone.LandAsync([], new Reached(social, new Checkpoint("9")), default);
        Assert.Equal(new Checkpoint("9"), await house.RawZone.CheckpointAsync(social, default));
        var hours = await house.Services.GetRequiredService<IArrivals>().SinceAsync(DateTimeOffset.UnixEpoch, default);
        Assert.Equal(("social", 1L), Assert.Single(hours) is var hour ? (hour.Source, hour.Landed) : default);
    }

    private static async Task LandAsync(RawZoneHouse house, string source, params string[] lines)
    {
        var from = house.Services.GetServices<ISource>().Single(s => s.Id.Value == source);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var records = new List<RawRecord>();
        await foreach (var record in from.SplitAsync(new Delivery("test", null, content, DateTimeOffset.UnixEpoch), default))
        {
            records.Add(record);
        }
        await house.RawZone.LandAsync(records, false, default);
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(RawZoneHouse house) =>
        await house.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<LedgerRow>().Select(r => r.RawId).ToListAsync(ct), default);

    private static string Post(string id, string text, string author) =>
        $$$"""{"data":{"id":"{{{id}}}","text":"{{{text}}}","created_at":"2026-11-20T10:00:00.000Z","author_id":"{{{author}}}"}}""";
}
