using System.Globalization;
using Xunit;

namespace Beejan.Tests.RawZone;

/// <summary>Random bytes flipped in or cut from the tail of an open segment: the start heals, and tells exactly what is lost.</summary>
public sealed class DamagedTailTests
{
    private const int Records = 25;

    [Fact]
    public async Task Whatever_is_cut_or_flipped_the_start_heals_and_counts_exactly_what_is_lost()
    {
        for (var seed = 0; seed < 24; seed++)
        {
            var random = new Random(seed);
            await using var house = await RawZoneHouse.OpenAsync(postgres: false);
            var records = Enumerable.Range(0, Records).Select(i => RawZoneHouse.Record($"k{i}", Text(random, i))).ToList();
            var landed = await house.RawZone.LandAsync(records, false, default);
            var cut = await DamageAsync(Assert.Single(house.Segments()), random);

            var report = await house.CrashAndOpenAsync();

            var lost = 0;
            for (var i = 0; i < Records; i++)
            {
                var found = (await house.RawZone.FindAsync(landed[i].RawId, default))!;
                var isIntact = !found.IsDamaged && found.Raw.Payload.Span.SequenceEqual(records[i].Payload.Span);
                Assert.True(isIntact || found.IsDamaged, $"seed {seed}: record {i} came back as other bytes");
                lost += isIntact ? 0 : 1;
            }
            Assert.True(report.Lost == lost, $"seed {seed}: told {report.Lost} lost, {lost} are");
            Assert.True(cut == 0 || lost > 0, $"seed {seed}: {cut} bytes were cut and nothing is missing");
            // What is lost is a dead letter that says so; the rest is judged, and new records land.
            Assert.Equal(lost, (await house.UnansweredAsync()).Count(r => r.IsDamaged));
            Assert.False((await house.RawZone.LandAsync([RawZoneHouse.Record("new", "after")], false, default))[0].Repeated);
            Assert.Equal(lost > 0 || report.Damaged > 0, (await house.FaultsAsync()).Count > 0);
            Assert.Equal(0, (await house.CrashAndOpenAsync()).Lost);
        }
    }

    [Fact]
    public async Task A_line_feed_alone_that_is_missing_loses_nothing()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("k", "text")], false, default);
        await using (var file = new FileStream(Assert.Single(house.Segments()), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.SetLength(file.Length - 1);
        }

        var report = await house.CrashAndOpenAsync();

        Assert.Equal((0L, 0L, 0L), (report.Lost, report.TornBytes, report.Damaged));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task A_segment_that_is_gone_is_counted_and_the_chain_goes_on()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false);
        await house.RawZone.LandAsync([RawZoneHouse.Record("a", "one"), RawZoneHouse.Record("b", "two")], false, default);
        File.Delete(Assert.Single(house.Segments()));

        Assert.Equal(2, (await house.CrashAndOpenAsync()).Lost);

        Assert.All(await house.UnansweredAsync(), r => Assert.True(r.IsDamaged));
        Assert.DoesNotContain(await house.FaultsAsync(), f => f.StartsWith("lake-chain", StringComparison.Ordinal));
    }

    /// <summary>Cuts the end off, flips bits in the last third, or both. Returns how many bytes were cut, the last line feed not counted.</summary>
    private static async Task<int> DamageAsync(string segment, Random random)
    {
        await using var file = new FileStream(segment, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var cut = 0;
        if (random.Next(3) != 0)
        {
            cut = random.Next(1, (int)file.Length / 3);
            file.SetLength(file.Length - cut);
        }
        for (var flips = cut == 0 || random.Next(2) == 0 ? random.Next(1, 5) : 0; flips > 0; flips--)
        {
            file.Position = file.Length - 1 - random.Next((int)file.Length / 3);
            var at = file.Position;
            var value = file.ReadByte();
            file.Position = at;
            file.WriteByte((byte)(value ^ (1 << random.Next(8))));
        }
        return Math.Max(0, cut - 1);
    }

    private static string Text(Random random, int i) => string.Create(CultureInfo.InvariantCulture, $"No network number {i} {new string('x', random.Next(300))}");
}
