using System.Globalization;
using System.Security.Cryptography;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.RawZone.Lake;

/// <summary>
/// The open segments of this process, one per source and day of receipt. Not safe for several threads. A full segment is sealed beside the
/// landing that goes on in the next one: reading and hashing it takes a tenth of a second.
/// </summary>
internal sealed class LakeWriter(
    IDatabase database, NodeLock node, LakeFiles files, Manifest manifest, TimeProvider clock, IOptions<RawZoneOptions> options, ILogger<LakeWriter> log)
{
    private readonly Dictionary<SourceId, Segment> _open = [];
    private readonly Queue<int> _full = new();
    private Task _sealing = Task.CompletedTask;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>The segment new records of that source go to, if one is open that is of today and not full.</summary>
    public Segment? Open(SourceId source) =>
        _open.TryGetValue(source, out var current) && current.Date == Today && current.Length < options.Value.SegmentMegabytes * 1024L * 1024L ? current : null;

    /// <summary>The segment new records of that source go to; opens the next one when the day changed or it has grown too large.</summary>
    public async Task<Segment> SegmentAsync(SourceId source, CancellationToken ct)
    {
        if (Open(source) is { } open)
        {
            return open;
        }
        var today = Today;
        if (_open.ContainsKey(source))
        {
            // One at a time: whoever fills segments faster than they are hashed waits here.
            await _sealing;
            Close(source);
            _sealing = Task.Run(TrySealFullAsync, CancellationToken.None);
        }
        var row = await database.WriteAsync(async (db, stop) =>
        {
            var added = new SegmentRow { Node = node.Name, OpenedAt = clock.GetUtcNow(), Path = Guid.NewGuid().ToString("n") };
            db.Add(added);
            await db.SaveChangesAsync(stop);
            added.Path = string.Create(CultureInfo.InvariantCulture, $"source={source.Value}/date={today:yyyy-MM-dd}/{added.Id:00000000}-{node.Name}.ndjson");
            await db.SaveChangesAsync(stop);
            return added;
        }, ct);
        return _open[source] = new Segment(row.Id, files.PathOf(row), today);
    }

    /// <summary>Closes all open segments: their hashes enter the manifest's chain.</summary>
    public async Task CloseAllAsync(CancellationToken ct)
    {
        await _sealing;
        foreach (var source in _open.Keys.ToList())
        {
            Close(source);
        }
        await SealFullAsync(ct);
    }

    /// <summary>Hashes a finished segment, chains it, records it. Safe to repeat after a crash at any point.</summary>
    public async Task SealAsync(SegmentRow segment, long tornBytes, long lostRecords, CancellationToken ct)
    {
        using var content = files.OpenRead(segment);
        using var lines = new SegmentLines(content);
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long records = 0, bytes = 0;
        foreach (var (_, line) in lines.Read())
        {
            sha.AppendData(line.Span);
            sha.AppendData("\n"u8);
            bytes += line.Length + 1;
            records += line.Span.StartsWith("{\"contextId\""u8) ? 0 : 1;
        }
        Failpoints.Reach(Failpoints.SegmentClosed);
        var entry = manifest.Append(segment.Id, segment.Path, records, bytes, Convert.ToHexStringLower(sha.GetHashAndReset()), clock.GetUtcNow());
        Failpoints.Reach(Failpoints.ManifestWritten);
        await database.WriteAsync((db, stop) => db.Set<SegmentRow>().Where(s => s.Id == segment.Id).ExecuteUpdateAsync(set => set
            .SetProperty(s => s.SealedAt, entry.SealedAt).SetProperty(s => s.Bytes, entry.Bytes).SetProperty(s => s.Records, entry.Records)
            .SetProperty(s => s.Sha256, entry.Sha256).SetProperty(s => s.Chain, entry.Chain).SetProperty(s => s.TornBytes, tornBytes)
            .SetProperty(s => s.LostRecords, lostRecords), stop), ct);
        files.Forget(segment);
    }

    private void Close(SourceId source)
    {
        if (_open.Remove(source, out var segment))
        {
            segment.Dispose();
            _full.Enqueue(segment.Id);
        }
    }

    /// <summary>What fails is tried again with the next full segment, on a graceful stop and on the next start.</summary>
    private async Task TrySealFullAsync()
    {
        try
        {
            await SealFullAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Landing does not depend on it: the lines are on disk and in the ledger.
            log.Log(Outage.Is(e) ? LogLevel.Warning : LogLevel.Error, Outage.Is(e) ? null : e, "A full segment could not be sealed yet: {Reason}", e.Message);
        }
    }

    private async Task SealFullAsync(CancellationToken ct)
    {
        while (_full.TryPeek(out var id))
        {
            var row = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().SingleAsync(s => s.Id == id, stop), ct);
            await SealAsync(row, 0, 0, ct);
            _full.Dequeue();
        }
    }
}
