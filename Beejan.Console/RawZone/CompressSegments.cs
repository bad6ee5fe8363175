using System.IO.Compression;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.RawZone;

/// <summary>Compresses closed segments once they have rested; the hash of the uncompressed bytes stays the one in the chain.</summary>
internal sealed class CompressSegments(IDatabase database, LakeFiles files, TimeProvider clock, IOptions<RawZoneOptions> options) : IWork
{
    public string Name => "compress-raw-zone";

    public string Purpose => "Compresses closed segments of the lake.";

    public Schedule Schedule => new Schedule.Cron("0 17 * * * ?");

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var rested = clock.GetUtcNow().AddHours(-options.Value.CompressAfterHours);
        var due = await database.ReadAsync((db, stop) => db.Set<SegmentRow>()
            .Where(s => !s.Compressed && s.SealedAt != null && s.SealedAt < rested).OrderBy(s => s.Id).ToListAsync(stop), ct);
        foreach (var segment in due)
        {
            var plain = files.PathOf(segment);
            if (File.Exists(plain))
            {
                await CompressAsync(plain, ct);
            }
            Failpoints.Reach(Failpoints.SegmentCompressed);
            await database.WriteAsync((db, stop) => db.Set<SegmentRow>().Where(s => s.Id == segment.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.Compressed, true), stop), ct);
            files.Forget(segment);
        }
        return new WorkReport(due.Count, due.Count, 0, 0);
    }

    private static async Task CompressAsync(string plain, CancellationToken ct)
    {
        var half = plain + ".gz.tmp";
        await using (var from = new FileStream(plain, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        await using (var to = new FileStream(half, FileMode.Create))
        {
            await using (var gzip = new GZipStream(to, CompressionLevel.Fastest, leaveOpen: true))
            {
                await from.CopyToAsync(gzip, ct);
            }
            to.Flush(flushToDisk: true);
        }
        File.Move(half, plain + ".gz", overwrite: true);
        File.Delete(plain);
    }
}
