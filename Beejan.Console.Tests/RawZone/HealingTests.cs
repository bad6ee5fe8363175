using System.Globalization;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

public sealed class HealingTests
{
    [Fact]
    public async Task Lines_that_were_on_disk_but_not_in_the_ledger_are_entered_after_a_crash()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([.. Enumerable.Range(0, 4).Select(i => RawZoneHouse.Record($"k{i}", $"text {i}"))], false, default);
        // As if the process had died between the lake's fsync and the ledger's commit.
        await house.Services.GetRequiredService<IDatabase>().WriteAsync(async (db, ct) =>
        {
            await db.Database.ExecuteSqlRawAsync("DELETE FROM ledger WHERE key IN ('k2', 'k3'); UPDATE tallies SET landed = 2;", ct);
            return 0;
        }, default);

        var report = await house.CrashAndOpenAsync();

        Assert.Equal((1, 2, 0, 0), (report.Segments, report.Entered, report.TornBytes, report.Damaged));
        Assert.Equal(["k0", "k1", "k2", "k3"], (await house.UnansweredAsync()).Select(r => r.Raw.Key));
        Assert.Empty(await house.FaultsAsync());
    }

    [Theory]
    [InlineData("{\"id\":99,\"source\":\"sms\",\"ke")]
    [InlineData("\0\0\0\0\0\0\0")]
    public async Task A_torn_tail_is_set_aside_and_reported_never_fatal(string tail)
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", "whole")], false, default);
        await File.AppendAllTextAsync(house.Segments().Single(), tail);

        var report = await house.CrashAndOpenAsync();

        Assert.Equal(tail.Length, report.TornBytes);
        var aside = Assert.Single(Directory.GetFiles(Path.Combine(house.Directory, "raw", "quarantine")));
        Assert.Equal(tail, await File.ReadAllTextAsync(aside));
        Assert.Equal("k", Assert.Single(await house.UnansweredAsync()).Raw.Key);
        Assert.Empty(await house.FaultsAsync());
        Assert.Equal(0, (await house.CrashAndOpenAsync()).Segments);
    }

    [Fact]
    public async Task Changed_bytes_of_a_closed_segment_are_found_by_verify()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", "honest words")], false, default);
        await house.StopAndOpenAsync();
        var segment = house.Segments().Single();
        await File.WriteAllTextAsync(segment, (await File.ReadAllTextAsync(segment)).Replace("honest", "forged", StringComparison.Ordinal));

        var faults = await house.FaultsAsync();

        Assert.Contains(faults, f => f.StartsWith("lake-chain", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("ledger-against-lake", StringComparison.Ordinal));
        Assert.True((await house.UnansweredAsync()).Single().IsDamaged);
    }

    [Fact]
    public async Task A_count_that_is_off_by_one_breaks_the_conservation_law()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", "text")], false, default);
        await house.Services.GetRequiredService<IDatabase>().WriteAsync((db, ct) =>
            db.Database.ExecuteSqlRawAsync("UPDATE tallies SET landed = landed + 1", ct), default);

        Assert.Contains(await house.FaultsAsync(), f => f.StartsWith("conservation-law", StringComparison.Ordinal));
        Assert.False((await house.Services.GetRequiredService<IBalance>().ReadAsync(default))[0].Balanced);
    }

    [Fact]
    public async Task A_compressed_segment_reads_and_verifies_like_a_plain_one()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false, ("Beejan:RawZone:CompressAfterHours", "0"));
        await house.RawZone.LandAsync([.. Enumerable.Range(0, 50).Select(i => RawZoneHouse.Record($"k{i}", $"text {i}", "sms", "shared"))], false, default);
        await house.StopAndOpenAsync();
        var work = house.Services.GetServices<IWork>().Single(w => w.Name == "compress-raw-zone");

        await work.RunAsync(RunId.New(), default);

        Assert.Empty(house.Segments());
        var read = await house.UnansweredAsync();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"k{i.ToString(CultureInfo.InvariantCulture)}"), read.Select(r => r.Raw.Key));
        Assert.All(read, r => Assert.Equal("shared", r.Raw.Context));
        Assert.Empty(await house.FaultsAsync());
    }
}
