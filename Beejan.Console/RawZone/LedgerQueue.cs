using System.Runtime.CompilerServices;
using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>Reads the queue side of the ledger: what nobody has answered yet.</summary>
internal sealed class LedgerQueue(IDatabase database, LakeFiles files, HandOff handOff)
{
    /// <summary>Live records come in pages of at most so many: requests that begin to arrive while they are judged wait for one of them, not for a bulk load's.</summary>
    private const int LivePage = 500;

    private const string Columns = "raw_id, root, segment_id, \"offset\", length, received_at, pipeline_version";

    public async IAsyncEnumerable<IReadOnlyList<StoredRecord>> PagesAsync(Func<int> size, [EnumeratorCancellation] CancellationToken ct)
    {
        long live = 0, bulk = 0;
        while (true)
        {
            var page = await PageAsync(false, live, Math.Min(size(), LivePage), ct);
            if (page.Count > 0)
            {
                live = page[^1].RawId;
            }
            else
            {
                page = await PageAsync(true, bulk, size(), ct);
                if (page.Count == 0)
                {
                    yield break;
                }
                bulk = page[^1].RawId;
            }
            var records = new List<StoredRecord>(page.Count);
            foreach (var entry in page)
            {
                records.Add(InMemory(entry) ?? await LoadAsync(entry, ct));
            }
            yield return records;
        }
    }

    public async Task<StoredRecord?> FindAsync(long rawId, CancellationToken ct)
    {
        var entries = await database.ReadAsync(
            (db, _) => Task.FromResult(Read(db, $"SELECT {Columns} FROM ledger WHERE raw_id = @id", ["id"], rawId)), ct);
        return entries.Count == 0 ? null : InMemory(entries[0]) ?? await LoadAsync(entries[0], ct);
    }

    /// <summary>By the narrow key index; the root tells true versions from strangers with the same 64 bits.</summary>
    public async Task<IReadOnlyList<StoredRecord>> VersionsAsync(long root, CancellationToken ct)
    {
        var entries = await database.ReadAsync((db, _) => Task.FromResult(Read(db,
            $"SELECT {Columns} FROM ledger WHERE key_hash = (SELECT key_hash FROM ledger WHERE raw_id = @root) AND root = @root ORDER BY raw_id DESC LIMIT 256",
            ["root"], root)), ct);
        entries.Reverse();
        var records = new List<StoredRecord>(entries.Count);
        foreach (var entry in entries)
        {
            records.Add(InMemory(entry) ?? await LoadAsync(entry, ct));
        }
        return records;
    }

    public Task<Checkpoint?> CheckpointAsync(SourceId source, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
        await db.Set<CheckpointRow>().Where(c => c.Source == source.Value).Select(c => c.Value).FirstOrDefaultAsync(stop) is { } value
            ? new Checkpoint(value) : (Checkpoint?)null, ct);

    private Task<List<Entry>> PageAsync(bool bulk, long after, int size, CancellationToken ct) =>
        database.ReadAsync((db, _) => Task.FromResult(Read(db,
            $"SELECT {Columns} FROM ledger WHERE fate = 0 AND bulk = @b AND raw_id > @after ORDER BY raw_id LIMIT @n", ["b", "after", "n"], bulk, after, size)), ct);

    private static List<Entry> Read(BeejanDbContext db, string sql, string[] names, params ReadOnlySpan<SqlValue> values)
    {
        using var statement = db.PrepareStatement(sql, names);
        var entries = new List<Entry>();
        statement.Read(values, row =>
        {
            entries.Add(new Entry(row.Int64(0), row.Int64(1), (int)row.Int64(2), row.Int64(3), (int)row.Int64(4), row.Int64(5), row.IsNull(6)));
            return true;
        });
        return entries;
    }

    /// <summary>The record as it was handed over when it landed; null when it must be read.</summary>
    private StoredRecord? InMemory(in Entry entry) => handOff.Take(entry.RawId) is { } record
        ? new StoredRecord(entry.RawId, entry.Root, entry.Fresh, DateTimeOffset.FromUnixTimeMilliseconds(entry.ReceivedAt), record)
        : null;

    private async Task<StoredRecord> LoadAsync(Entry entry, CancellationToken ct)
    {
        var received = DateTimeOffset.FromUnixTimeMilliseconds(entry.ReceivedAt);
        var line = await files.ReadAsync(entry.Segment, entry.Offset, entry.Length, ct);
        return line is { Record: { } read } && line.RawId == entry.RawId
            ? new StoredRecord(entry.RawId, entry.Root, entry.Fresh, received, read)
            : StoredRecord.Damaged(entry.RawId, entry.Root, received);
    }

    private readonly record struct Entry(long RawId, long Root, int Segment, long Offset, int Length, long ReceivedAt, bool Fresh);
}
