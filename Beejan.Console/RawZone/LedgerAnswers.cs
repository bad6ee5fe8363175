using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>Writes answers: each raw id has one current answer, and the tallies move with it in the same transaction.</summary>
internal sealed class LedgerAnswers(IDatabase database, TimeProvider clock)
{
    /// <summary>Ids of the page that are no longer in flight: another process answered them between reading and writing.</summary>
    public static IReadOnlySet<long> Answered(BeejanDbContext db, IReadOnlyList<long> rawIds)
    {
        var answered = new HashSet<long>();
        using var count = db.PrepareStatement("SELECT COUNT(*) FROM ledger WHERE fate = 0 AND bulk = @b AND raw_id BETWEEN @a AND @z", "b", "a", "z");
        using var one = db.PrepareStatement("SELECT fate FROM ledger WHERE raw_id = @id", "id");
        foreach (var (first, last) in Stretches(rawIds))
        {
            // The common case is one look at the queue's index for a whole stretch.
            var inFlight = count.Scalar(false, first, last)!.Value;
            inFlight += inFlight > last - first ? 0 : count.Scalar(true, first, last)!.Value;
            for (var id = first; id <= last && inFlight <= last - first; id++)
            {
                if (one.Scalar(id) is not 0)
                {
                    answered.Add(id);
                }
            }
        }
        return answered;
    }

    public void Write(BeejanDbContext db, string version, RunId run, IReadOnlyList<Answer> answers)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var curated = db.PrepareStatement(
            """
            UPDATE ledger SET fate = 1, stage = NULL, reason_code = NULL, reason_message = NULL, reason_field = NULL, duplicate_of = NULL,
                run = @run, pipeline_version = @v, answered_at = @t WHERE raw_id BETWEEN @a AND @z
            """, "run", "v", "t", "a", "z");
        foreach (var (first, last) in Stretches([.. answers.Where(a => a.Fate == Fate.Curated).Select(a => a.RawId)]))
        {
            curated.Run(run.Value, version, now, first, last);
        }
        using var aside = db.PrepareStatement(
            """
            UPDATE ledger SET fate = @fate, stage = @stage, reason_code = @code, reason_message = @message, reason_field = @field,
                duplicate_of = @of, run = @run, pipeline_version = @v, answered_at = @t WHERE raw_id = @id
            """, "fate", "stage", "code", "message", "field", "of", "run", "v", "t", "id");
        foreach (var a in answers.Where(a => a.Fate != Fate.Curated))
        {
            aside.Run((int)a.Fate, a.Stage, a.Reason?.Code, a.Reason?.Message, a.Reason?.Field, a.DuplicateOf, run.Value, version, now, a.RawId);
        }
        using var tally = db.PrepareStatement(
            "UPDATE tallies SET curated = curated + @c, dropped = dropped + @d, rejected = rejected + @r WHERE source = @s", "c", "d", "r", "s");
        foreach (var bySource in answers.GroupBy(a => a.Source.Value))
        {
            tally.Run((long)bySource.Count(a => a.Fate == Fate.Curated), (long)bySource.Count(a => a.Fate == Fate.Dropped),
                (long)bySource.Count(a => a.Fate == Fate.Rejected), bySource.Key);
        }
    }

    /// <summary>Keeps the current answer as an earlier one and puts the record back in flight.</summary>
    public Task<int> RequeueAsync(IReadOnlyList<long> rawIds, CancellationToken ct) =>
        database.WriteAsync((db, stop) => RequeueAsync(db, rawIds, stop), ct);

    /// <summary>The same in the caller's transaction.</summary>
    public async Task<int> RequeueAsync(BeejanDbContext db, IReadOnlyList<long> rawIds, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var requeued = 0;
        foreach (var some in rawIds.Distinct().Chunk(500))
        {
            var rows = await db.Set<LedgerRow>().AsTracking().Where(r => some.Contains(r.RawId) && r.Fate != Fate.InFlight).ToListAsync(ct);
            foreach (var row in rows)
            {
                db.Add(new EarlierAnswerRow
                {
                    RawId = row.RawId, Fate = row.Fate, Stage = row.Stage, ReasonCode = row.ReasonCode, Run = row.Run,
                    PipelineVersion = row.PipelineVersion, AnsweredAt = row.AnsweredAt, RequeuedAt = now,
                });
                var tally = await db.Set<TallyRow>().AsTracking().SingleAsync(t => t.Source == row.Source, ct);
                tally.Curated -= row.Fate == Fate.Curated ? 1 : 0;
                tally.Dropped -= row.Fate == Fate.Dropped ? 1 : 0;
                tally.Rejected -= row.Fate == Fate.Rejected ? 1 : 0;
                (row.Fate, row.Stage, row.ReasonCode, row.ReasonMessage, row.ReasonField, row.DuplicateOf) = (Fate.InFlight, null, null, null, null, null);
                requeued++;
            }
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
        return requeued;
    }

    /// <summary>Runs of consecutive ids, in order.</summary>
    internal static IEnumerable<(long First, long Last)> Stretches(IReadOnlyList<long> rawIds)
    {
        for (var i = 0; i < rawIds.Count;)
        {
            var first = rawIds[i];
            var last = first;
            while (++i < rawIds.Count && rawIds[i] == last + 1)
            {
                last++;
            }
            yield return (first, last);
        }
    }
}
