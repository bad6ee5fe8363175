using System.Security.Cryptography;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>Every closed segment still has the bytes it was closed with, and the manifest's chain is whole.</summary>
internal sealed class ChainCheck(IDatabase database, Manifest manifest, LakeFiles files) : ICheck
{
    public string Name => "lake-chain";

    public async Task<CheckResult> RunAsync(CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().Where(s => s.SealedAt != null).ToDictionaryAsync(s => s.Id, stop), ct);
        var entries = manifest.Read();
        var faults = new List<string>();
        var previous = new string('0', 64);
        foreach (var entry in entries)
        {
            ct.ThrowIfCancellationRequested();
            if (entry.Previous != previous || entry.Chain != Manifest.ChainOf(entry.Previous, entry.Path, entry.Sha256))
            {
                faults.Add($"the chain breaks at segment {entry.Segment}");
            }
            previous = entry.Chain;
            if (rows.TryGetValue(entry.Segment, out var row) && (row.Chain != entry.Chain || row.Sha256 != entry.Sha256))
            {
                faults.Add($"the database and the manifest disagree on segment {entry.Segment}");
            }
            if (await HashAsync(entry, row, ct) is var hash && hash != entry.Sha256)
            {
                faults.Add(hash is null ? $"segment {entry.Path} is missing" : $"segment {entry.Path} was changed after it was closed");
            }
        }
        faults.AddRange(rows.Values.Where(r => entries.All(e => e.Segment != r.Id)).Select(r => $"segment {r.Path} is not in the manifest"));
        return CheckResult.Of(faults, $"{entries.Count} closed segments, {entries.Sum(e => e.Bytes):N0} bytes");
    }

    private async Task<string?> HashAsync(Manifest.Entry entry, SegmentRow? row, CancellationToken ct)
    {
        try
        {
            await using var content = files.OpenRead(row ?? new SegmentRow { Path = entry.Path });
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (InvalidDataException)
        {
            return "unreadable";
        }
    }
}
