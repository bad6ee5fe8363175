using Beejan.Contracts;
using Beejan.RawZone.Lake;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Replays;

/// <summary>Reads answered records back, in raw-id order, and gives them another answer. Nothing is put in flight for it.</summary>
internal sealed class AnsweredRecords(IDatabase database, LakeFiles files, LedgerAnswers answers, TimeProvider clock)
{
    /// <summary>How many there are, and the highest raw id: what arrives later is not part of the replay.</summary>
    public Task<(long Count, long Last)> MeasureAsync(ReplayScope scope, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var found = await scope.In(db.Set<LedgerRow>()).GroupBy(_ => 1).Select(g => new { Count = g.LongCount(), Last = g.Max(r => r.RawId) }).SingleOrDefaultAsync(stop);
        return found is null ? (0L, 0L) : (found.Count, found.Last);
    }, ct);

    /// <summary>The next ones after that raw id.</summary>
    public async Task<IReadOnlyList<AnsweredRecord>> PageAsync(ReplayScope scope, long after, long last, int take, CancellationToken ct)
    {
        var rows = await database.ReadAsync((db, stop) =>
            scope.In(db.Set<LedgerRow>()).Where(r => r.RawId > after && r.RawId <= last).OrderBy(r => r.RawId).Take(take).ToListAsync(stop), ct);
        var records = new List<AnsweredRecord>(rows.Count);
        foreach (var row in rows)
        {
            records.Add(new AnsweredRecord(await LoadAsync(row, ct), row.Fate, row.Stage, row.ReasonCode, row.ReasonMessage, row.DuplicateOf));
        }
        return records;
    }

    /// <summary>The records that these complaints are served from, in the caller's transaction; those that are not served are missing.</summary>
    /// <param name="roots">Ids of complaints.</param>
    public async Task<IReadOnlyList<AnsweredRecord>> ServedAsync(BeejanDbContext db, long[] roots, CancellationToken ct)
    {
        // The key's hash is the index; versions of a complaint share their source and key.
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Fate == Fate.Curated && roots.Contains(r.Root)
            && db.Set<LedgerRow>().Where(f => roots.Contains(f.RawId)).Select(f => f.KeyHash).Contains(r.KeyHash)).ToListAsync(ct);
        var records = new List<AnsweredRecord>();
        foreach (var row in rows.GroupBy(r => r.Root).Select(g => g.MaxBy(r => r.RawId)!))
        {
            records.Add(new AnsweredRecord(await LoadAsync(row, ct), row.Fate, row.Stage, row.ReasonCode, row.ReasonMessage, row.DuplicateOf));
        }
        return records;
    }

    /// <summary>True while records that arrived live wait to be judged.</summary>
    public Task<bool> LiveWaitsAsync(CancellationToken ct) =>
        database.ReadAsync((db, stop) => db.Set<LedgerRow>().AnyAsync(r => r.Fate == Fate.InFlight && !r.Bulk, stop), ct);

    /// <summary>Of these, the raw ids whose answer is still the one that was read, in the caller's transaction.</summary>
    public static async Task<IReadOnlySet<long>> StillAsync(BeejanDbContext db, IReadOnlyList<AnsweredRecord> read, CancellationToken ct)
    {
        var ids = read.Select(r => r.Stored.RawId).ToArray();
        var now = await db.Set<LedgerRow>().AsNoTracking().Where(r => ids.Contains(r.RawId)).Select(r => new { r.RawId, r.Fate, r.ReasonCode }).ToDictionaryAsync(r => r.RawId, ct);
        return read.Where(r => now.TryGetValue(r.Stored.RawId, out var row) && row.Fate == r.Fate && row.ReasonCode == r.Code).Select(r => r.Stored.RawId).ToHashSet();
    }

    /// <summary>
    /// Gives them their new answers in the caller's transaction and moves the tallies by the difference. An answer that changes stays as an
    /// earlier one; one that does not only names the run and the rules that confirmed it.
    /// </summary>
    public void Answer(BeejanDbContext db, string version, RunId run, IReadOnlyList<(AnsweredRecord Record, Answer Answer)> judged)
    {
        var changed = judged.Where(j => !j.Record.IsAnswered(j.Answer)).ToList();
        Replace(db, version, run, [.. changed.Select(j => (j.Record.Fate, j.Answer))]);
        using var confirm = db.PrepareStatement("UPDATE ledger SET run = @run, pipeline_version = @v WHERE raw_id BETWEEN @a AND @z", "run", "v", "a", "z");
        foreach (var (first, last) in LedgerAnswers.Stretches([.. judged.Where(j => j.Record.IsAnswered(j.Answer)).Select(j => j.Record.Stored.RawId)]))
        {
            confirm.Run(run.Value, version, first, last);
        }
    }

    /// <summary>Replaces answers in the caller's transaction: the old one stays as an earlier one, the tallies move by the difference.</summary>
    public void Replace(BeejanDbContext db, string version, RunId run, IReadOnlyList<(Fate Was, Answer Answer)> changed)
    {
        var now = clock.GetUtcNow();
        using var keep = db.PrepareStatement(
            """
            INSERT INTO earlier_answers (raw_id, fate, stage, reason_code, run, pipeline_version, answered_at, requeued_at)
            SELECT raw_id, fate, stage, reason_code, run, pipeline_version, answered_at, @t FROM ledger WHERE raw_id = @id
            """, "t", "id");
        using var take = db.PrepareStatement(
            "UPDATE tallies SET curated = curated - @c, dropped = dropped - @d, rejected = rejected - @r WHERE source = @s", "c", "d", "r", "s");
        foreach (var (_, answer) in changed)
        {
            keep.Run(now.ToUnixTimeMilliseconds(), answer.RawId);
        }
        foreach (var group in changed.GroupBy(c => c.Answer.Source.Value))
        {
            long Were(Fate fate) => group.Count(c => c.Was == fate);
            take.Run(Were(Fate.Curated), Were(Fate.Dropped), Were(Fate.Rejected), group.Key);
        }
        answers.Write(db, version, run, [.. changed.Select(c => c.Answer)]);
    }

    private async Task<StoredRecord> LoadAsync(LedgerRow row, CancellationToken ct)
    {
        var line = await files.ReadAsync(row.SegmentId, row.Offset, row.Length, ct);
        return line is { Record: { } record } && line.RawId == row.RawId
            ? new StoredRecord(row.RawId, row.Root, Fresh: false, row.ReceivedAt, record)
            : StoredRecord.Damaged(row.RawId, row.Root, row.ReceivedAt);
    }
}
