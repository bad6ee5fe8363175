using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>
/// Brings lake and ledger together after a crash, before anything else runs. For each open segment whose writer is dead: a torn last line is
/// set aside in <c>data/raw/quarantine</c>, whole lines the ledger does not know are entered (they were on disk but not yet
/// acknowledged), and the segment is closed into the chain. Safe to be cut off and run again.
/// </summary>
internal sealed class Healing(
    IDatabase database, LakeWriter lake, LakeFiles files, NodeLock node, TimeProvider clock, DataDirectory data, ILogger<Healing> log)
{
    public async Task<HealingReport> RunAsync(CancellationToken ct)
    {
        var open = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().Where(s => s.SealedAt == null).OrderBy(s => s.Id).ToListAsync(stop), ct);
        var report = new HealingReport(0, 0, 0, 0, 0);
        foreach (var segment in open.Where(s => node.IsDead(s.Node)))
        {
            var healed = await HealAsync(segment, ct);
            report += healed;
            if (healed.Entered + healed.TornBytes + healed.Damaged > 0)
            {
                log.LogWarning("Healed segment {Segment}: {Entered} records entered, {Torn} torn bytes set aside, {Damaged} damaged lines left in place",
                    segment.Path, healed.Entered, healed.TornBytes, healed.Damaged);
            }
            if (healed.Lost > 0)
            {
                log.LogError("The bytes of {Lost} acknowledged records in segment {Segment} are lost; verify names them, a backup may have them", healed.Lost, segment.Path);
            }
        }
        foreach (var dead in open.Select(s => s.Node).Distinct().Where(node.IsDead))
        {
            node.Forget(dead);
        }
        return report;
    }

    private async Task<HealingReport> HealAsync(SegmentRow segment, CancellationToken ct)
    {
        var path = files.PathOf(segment);
        if (!File.Exists(path))
        {
            if (!await database.ReadAsync((db, stop) => db.Set<LedgerRow>().AnyAsync(r => r.SegmentId == segment.Id, stop), ct))
            {
                // The row was written first; the crash came before the file: nothing was ever in it.
                await database.WriteAsync((db, stop) => db.Set<SegmentRow>().Where(s => s.Id == segment.Id).ExecuteDeleteAsync(stop), ct);
                return new HealingReport(1, 0, 0, 0, 0);
            }
            // Somebody removed the file: it is closed as an empty one, so that what is lost is counted and the chain goes on.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, [], ct);
        }
        var torn = CutTail(segment, path);
        var (entered, damaged, lost) = await EnterAsync(segment, ct);
        await lake.SealAsync(segment, torn, lost, ct);
        return new HealingReport(1, entered, torn, damaged, lost);
    }

    private long CutTail(SegmentRow segment, string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read);
        using var lines = new SegmentLines(file);
        foreach (var _ in lines.Read())
        {
        }
        if (lines.TailBytes > 0)
        {
            var whole = file.Length - lines.TailBytes;
            var tail = new byte[lines.TailBytes];
            file.Position = whole;
            file.ReadExactly(tail);
            if (Envelope.TryRead(tail) is not null)
            {
                // Only the line feed is missing: the record is whole.
                file.Write("\n"u8);
                file.Flush(flushToDisk: true);
                return 0;
            }
            var aside = Path.Combine(data.Folder("raw", "quarantine"), $"{segment.Id:00000000}-{whole}.torn");
            using (var copy = new FileStream(aside, FileMode.Create))
            {
                copy.Write(tail);
                copy.Flush(flushToDisk: true);
            }
            file.SetLength(whole);
            file.Flush(flushToDisk: true);
        }
        return lines.TailBytes;
    }

    private Task<(long Entered, long Damaged, long Lost)> EnterAsync(SegmentRow segment, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        using var known = db.Prepare("SELECT 1 FROM ledger WHERE raw_id = @id", "id");
        using var lines = new SegmentLines(files.OpenRead(segment));
        using var finder = new LedgerFinder(db);
        using var ledger = new LedgerWriter(db);
        var places = await db.Set<LedgerRow>().Where(r => r.SegmentId == segment.Id).Select(r => new { r.RawId, r.Offset, r.Length })
            .ToDictionaryAsync(r => r.RawId, r => (r.Offset, r.Length), stop);
        long entered = 0, damaged = 0;
        foreach (var (offset, line) in lines.Read())
        {
            if (Envelope.TryRead(line.Span) is not { } read)
            {
                damaged++;
                continue;
            }
            if (places.TryGetValue(read.RawId, out var place) && place == (offset, line.Length))
            {
                places.Remove(read.RawId);
                continue;
            }
            if (read.Record is not { } record || known.With(read.RawId).ExecuteScalar() is not null)
            {
                continue;
            }
            var identity = Identities.Of(record.Source, record.Key);
            var found = finder.Find(identity, record);
            if (found.Same is null)
            {
                ledger.Insert(read.RawId, found.Root == 0 ? read.RawId : found.Root, record, identity, segment.Id, offset, line.Length, read.ReceivedAt, false);
                if (!ledger.TryTally(record.Source, finder.Received(record.Source), 1, 0, clock.GetUtcNow()))
                {
                    throw new OvertakenException();
                }
                entered++;
            }
        }
        stop.ThrowIfCancellationRequested();
        // A line that has run into the next one may still be read at its place: only what cannot be is lost.
        var lost = 0L;
        foreach (var (rawId, (offset, length)) in places)
        {
            lost += (await files.ReadAsync(segment.Id, offset, length, stop))?.RawId == rawId ? 0 : 1;
        }
        return (entered, damaged, lost);
    }, ct);
}

/// <summary>What a start had to mend.</summary>
/// <param name="Segments">Left open by a dead process.</param>
/// <param name="Entered">Records found on disk that the ledger did not know.</param>
/// <param name="TornBytes">Set aside: lines cut off in the middle, never acknowledged.</param>
/// <param name="Damaged">Whole lines that are not readable or do not match their hash.</param>
/// <param name="Lost">Acknowledged records whose bytes are damaged or gone.</param>
public sealed record HealingReport(long Segments, long Entered, long TornBytes, long Damaged, long Lost)
{
    public static HealingReport operator +(HealingReport a, HealingReport b) =>
        new(a.Segments + b.Segments, a.Entered + b.Entered, a.TornBytes + b.TornBytes, a.Damaged + b.Damaged, a.Lost + b.Lost);

    public static HealingReport Add(HealingReport left, HealingReport right) => left + right;
}
