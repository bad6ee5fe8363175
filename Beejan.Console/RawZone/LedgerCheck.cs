using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>Ledger against lake: each ledger row finds its whole envelope where it says, and each envelope is known to the ledger.</summary>
internal sealed class LedgerCheck(IDatabase database, LakeFiles files) : ICheck
{
    public string Name => "ledger-against-lake";

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        var segments = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().OrderBy(s => s.Id).ToListAsync(stop), ct);
        var faults = new List<string>();
        long records = 0;
        foreach (var segment in segments)
        {
            records += await CompareAsync(segment, faults, ct);
        }
        var homeless = await database.ReadAsync((db, stop) => db.Set<LedgerRow>()
            .LongCountAsync(r => !db.Set<SegmentRow>().Any(s => s.Id == r.SegmentId), stop), ct);
        if (homeless > 0)
        {
            faults.Add($"{homeless} ledger rows name a segment that does not exist");
        }
        return CheckResult.Of(faults, $"{records:N0} records in {segments.Count} segments");
    }

    private async Task<long> CompareAsync(SegmentRow segment, List<string> faults, CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) => db.Set<LedgerRow>().Where(r => r.SegmentId == segment.Id)
            .Select(r => new { r.RawId, r.Offset, r.Length, r.Hash }).ToDictionaryAsync(r => r.Offset, stop), ct);
        var end = rows.Count == 0 ? 0 : rows.Keys.Max();
        long found = 0;
        try
        {
            using var lines = new SegmentLines(files.OpenRead(segment));
            foreach (var (offset, line) in lines.Read())
            {
                if (segment.SealedAt is null && offset > end)
                {
                    break;
                }
                var read = Envelope.TryRead(line.Span);
                if (!rows.TryGetValue(offset, out var row))
                {
                    if (read is null || (read.Record is { } stray && !await IsRepeatAsync(stray, ct)))
                    {
                        faults.Add($"{segment.Path} at {offset}: a line the ledger does not know");
                    }
                    continue;
                }
                found++;
                if (read?.Record is not { } record || read.RawId != row.RawId || line.Length != row.Length || !record.Hash.AsSpan().SequenceEqual(row.Hash))
                {
                    faults.Add($"{segment.Path} at {offset}: the bytes of raw id {row.RawId} are damaged");
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            faults.Add($"{segment.Path} cannot be read ({e.GetType().Name})");
        }
        if (found < rows.Count)
        {
            faults.Add($"{segment.Path}: {rows.Count - found} ledger rows have no line");
        }
        return rows.Count;
    }

    /// <summary>A line healed after a crash may repeat bytes that had landed elsewhere: it is accounted for by those.</summary>
    private Task<bool> IsRepeatAsync(RawRecord record, CancellationToken ct)
    {
        var identity = Identities.Of(record.Source, record.Key);
        return database.ReadAsync((db, stop) => db.Set<LedgerRow>().AnyAsync(r => r.KeyHash == identity && r.Key == record.Key && r.Hash == record.Hash, stop), ct);
    }
}
