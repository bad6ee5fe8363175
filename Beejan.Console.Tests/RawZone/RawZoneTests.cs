using Beejan.Contracts;
using Beejan.RawZone;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

/// <summary>The same promises on both databases.</summary>
public abstract class RawZoneTests(bool postgres)
{
    [Fact]
    public async Task What_landed_comes_back_byte_for_byte_in_order()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        byte[] wild = [0xFF, 0xFE, 0x00, 0x0A, 0x22, 0x5C, 0x80];
        RawRecord[] batch =
        [
            RawZoneHouse.Record("a", "first | línẹ \"quoted\" \\ \u0001"), RawZoneHouse.Record("b", "x") with { Payload = wild },
            RawZoneHouse.Record("c", "row,1", "call-center", "{\"header\":\"ref,text\"}"),
        ];
        await house.RawZone.LandAsync(batch, false, default);
        await house.CrashAndOpenAsync();

        var read = await house.UnansweredAsync();

        Assert.Equal(["a", "b", "c"], read.Select(r => r.Raw.Key));
        Assert.All(batch.Zip(read), pair => Assert.Equal(pair.First.Payload.ToArray(), pair.Second.Raw.Payload.ToArray()));
        Assert.Equal("{\"header\":\"ref,text\"}", read[2].Raw.Context);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task The_same_bytes_under_the_same_key_land_once_and_name_the_first()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var first = await house.RawZone.LandAsync([RawZoneHouse.Record("k", "one"), RawZoneHouse.Record("k", "one")], false, default);
        var again = await house.RawZone.LandAsync([RawZoneHouse.Record("k", "one")], false, default);

        Assert.False(first[0].Repeated);
        Assert.True(first[1].Repeated);
        Assert.True(again[0].Repeated);
        Assert.Equal(first[0].RawId, again[0].RawId);
        var balance = Assert.Single(await house.Services.GetRequiredService<IBalance>().ReadAsync(default));
        Assert.Equal((3, 1, 2, 1), (balance.Received, balance.Landed, balance.Duplicates, balance.InFlight));
        Assert.True(balance.Balanced);
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task Changed_bytes_under_a_key_are_a_new_version_of_the_same_complaint()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var first = (await house.RawZone.LandAsync([RawZoneHouse.Record("k", "one")], false, default))[0];
        var second = (await house.RawZone.LandAsync([RawZoneHouse.Record("k", "two")], false, default))[0];

        Assert.False(second.Repeated);
        Assert.NotEqual(first.RawId, second.RawId);
        Assert.Equal(first.RawId, second.Root);
    }

    [Fact]
    public async Task Live_records_are_given_before_bulk_ones()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        await house.RawZone.LandAsync([RawZoneHouse.Record("bulk", "b")], true, default);
        await house.RawZone.LandAsync([RawZoneHouse.Record("live", "l")], false, default);

        Assert.Equal(["live", "bulk"], (await house.UnansweredAsync()).Select(r => r.Raw.Key));
    }

    [Fact]
    public async Task Answers_move_the_balance_and_a_retry_puts_the_record_back_with_its_history()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres);
        var ids = (await house.RawZone.LandAsync([.. Enumerable.Range(0, 5).Select(i => RawZoneHouse.Record($"k{i}", $"t{i}"))], false, default)).Select(r => r.RawId).ToArray();
        var sms = new SourceId("sms");
        await house.AnswerAsync(
            new Answer(ids[1], sms, Fate.Dropped, "duplicates", new Reason("duplicate.exact", "repeat"), ids[0]),
            new Answer(ids[2], sms, Fate.Rejected, "time", new Reason("time.future", "in the future", "reportedAt")));

        var balance = (await house.Services.GetRequiredService<IBalance>().ReadAsync(default))[0];
        Assert.Equal((0, 1, 1, 3), (balance.Curated, balance.Dropped, balance.DeadLettered, balance.InFlight));
        Assert.True(balance.Balanced);

        Assert.Equal(1, await house.RawZone.RequeueAsync([ids[2], ids[3]], default));
        Assert.Equal([ids[0], ids[2], ids[3], ids[4]], (await house.UnansweredAsync()).Select(r => r.RawId));
        Assert.False((await house.UnansweredAsync()).Single(r => r.RawId == ids[2]).Fresh);
        Assert.Empty(await house.FaultsAsync());
    }
}

public sealed class RawZoneOnSqliteTests() : RawZoneTests(postgres: false);

public sealed class RawZoneOnPostgresTests() : RawZoneTests(postgres: true);
