using System.Text;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

/// <summary>While one batch is entered in the ledger, the next one goes to disk: both count only when they are in it, and in order.</summary>
public sealed class LandingTests
{
    [Fact]
    public async Task The_next_batch_goes_to_disk_while_one_is_entered_and_knows_its_records()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("old", "0")], false, default);
        var held = await HoldAsync(house);

        var first = await house.RawZone.BeginLandingAsync([RawZoneHouse.Record("a", "1"), RawZoneHouse.Record("b", "2")], default);
        var beginning = house.RawZone.BeginLandingAsync([RawZoneHouse.Record("a", "1"), RawZoneHouse.Record("b", "changed"), RawZoneHouse.Record("c", "3")], default);
        await OnDiskAsync(house, "\"c\"");
        Assert.False(first.IsCompleted);
        held.Release();
        var (one, two) = (await first, await await beginning);

        Assert.Equal(new Receipt(one[0].RawId, one[0].RawId, "a", true), two[0]);
        Assert.Equal((one[1].RawId, false), (two[1].Root, two[1].Repeated));
        Assert.Equal((two[2].RawId, false), (two[2].Root, two[2].Repeated));
        Assert.Equal(["0", "1", "2", "3", "changed"], await TextsAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_batch_that_cannot_be_entered_takes_its_lines_back_and_the_one_behind_it_lands_as_if_it_had_never_been()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await ExecuteAsync(house, "CREATE TRIGGER poisoned BEFORE INSERT ON ledger WHEN NEW.key = 'poison' BEGIN SELECT RAISE(ABORT, 'poisoned'); END");
        await house.RawZone.LandAsync([RawZoneHouse.Record("old", "0"), RawZoneHouse.Record("old", "00", source: "web-form")], false, default);
        var held = await HoldAsync(house);

        var first = await house.RawZone.BeginLandingAsync([RawZoneHouse.Record("a", "1"), RawZoneHouse.Record("poison", "2")], default);
        var beginning = house.RawZone.BeginLandingAsync([RawZoneHouse.Record("a", "1"), RawZoneHouse.Record("web", "3", source: "web-form")], default);
        await OnDiskAsync(house, "\"web\"");
        held.Release();

        await Assert.ThrowsAsync<SqliteException>(() => first);
        Assert.All(await await beginning, r => Assert.False(r.Repeated));
        await house.RawZone.LandAsync([RawZoneHouse.Record("last", "4")], false, default);
        Assert.Equal(["0", "00", "1", "3", "4"], await TextsAsync(house));
        Assert.Empty(await house.FaultsAsync());

        // From the lake, and nothing of the poisoned batch is found there after a crash.
        var healed = await house.CrashAndOpenAsync();
        Assert.Equal(0, healed.Entered);
        Assert.Equal(["0", "00", "1", "3", "4"], await TextsAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>Each overtakes the other all the time.</summary>
    [Theory, InlineData(false), InlineData(true)]
    public async Task Two_processes_that_land_the_same_records_at_once_land_each_record_once(bool postgres)
    {
        const int Batches = 40, Size = 25;
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await using var other = house.Another();

        async Task<List<Receipt>> LandAllAsync(IRawZone rawZone)
        {
            var landing = new List<Task<IReadOnlyList<Receipt>>>();
            for (var batch = 0; batch < Batches; batch++)
            {
                var records = Enumerable.Range(batch * Size, Size).Select(i => RawZoneHouse.Record($"k{i % (Batches * Size / 2)}", $"text {i % (Batches * Size / 2)}"));
                landing.Add(await rawZone.BeginLandingAsync([.. records], default));
            }
            return [.. (await Task.WhenAll(landing)).SelectMany(r => r)];
        }
        var receipts = (await Task.WhenAll(Task.Run(() => LandAllAsync(house.RawZone)), Task.Run(() => LandAllAsync(other.Services.GetRequiredService<IRawZone>())))).SelectMany(r => r).ToList();

        Assert.Equal(Batches * Size / 2, receipts.Count(r => !r.Repeated));
        Assert.All(receipts.GroupBy(r => r.Key), g => Assert.Single(g.Select(r => r.RawId).Distinct()));
        Assert.Equal(Batches * Size / 2, (await house.UnansweredAsync()).Count);
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>Keeps everybody else from writing to the database until it is let go.</summary>
    private static async Task<SemaphoreSlim> HoldAsync(RawZoneHouse house)
    {
        var (inside, door) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        _ = house.Services.GetRequiredService<IDatabase>().WriteAsync(async (_, ct) =>
        {
            inside.Release();
            await door.WaitAsync(ct);
            return 0;
        }, default);
        await inside.WaitAsync();
        return door;
    }

    private static Task OnDiskAsync(RawZoneHouse house, string text) => Until.TrueAsync(() => Task.FromResult(house.Segments().Any(path =>
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Contains(text, StringComparison.Ordinal);
    })));

    private static Task<int> ExecuteAsync(RawZoneHouse house, string sql) =>
        house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), default);

    private static async Task<List<string>> TextsAsync(RawZoneHouse house) =>
        [.. (await house.UnansweredAsync()).Select(r => Encoding.UTF8.GetString(r.Raw.Payload.Span)).Order(StringComparer.Ordinal)];
}
