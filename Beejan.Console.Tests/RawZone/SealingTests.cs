using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.RawZone;

/// <summary>Full segments are hashed and chained beside the landing that goes on in the next ones.</summary>
public sealed class SealingTests
{
    [Fact]
    public async Task Landing_goes_on_while_a_full_segment_cannot_be_sealed_and_a_graceful_stop_seals_it_at_the_latest()
    {
        await using var house = await RawZoneHouse.OpenAsync(postgres: false, ("Beejan:RawZone:SegmentMegabytes", "1"));
        var manifest = Path.Combine(Directory.CreateDirectory(Path.Combine(house.Directory, "raw")).FullName, "manifest.ndjson");
        using (new FileStream(manifest, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            await LandAsync(house, "a");
            await LandAsync(house, "b");
            Assert.Equal([false, false], await SealedAsync(house));
        }
        await LandAsync(house, "c");
        await house.StopAndOpenAsync();

        Assert.Equal([true, true, true], await SealedAsync(house));
        Assert.Empty(await house.FaultsAsync());
    }

    /// <summary>More than a segment holds.</summary>
    private static Task<IReadOnlyList<Receipt>> LandAsync(RawZoneHouse house, string key) =>
        house.RawZone.LandAsync([.. Enumerable.Range(0, 3).Select(i => RawZoneHouse.Record($"{key}{i}", new string('x', 400_000)))], true, default);

    private static Task<List<bool>> SealedAsync(RawZoneHouse house) => house.Services.GetRequiredService<IDatabase>().ReadAsync(
        (db, ct) => db.Set<SegmentRow>().OrderBy(s => s.Id).Select(s => s.SealedAt != null).ToListAsync(ct), default);
}
