using Beejan.Contracts;
using Beejan.Curated.Cases;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Writes complaints with prepared commands and moves customers and rollups by the difference.</summary>
internal sealed class CuratedPages(BeejanDbContext db, TimeProvider clock) : ICuratedPages
{
    private CustomerDelta _customers = new();
    private RollupDelta _rollups = new();

    public void Upsert(IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh)
    {
        if (complaints.Count == 0)
        {
            return;
        }
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        using var upsert = db.PrepareStatement(ComplaintSql.Upsert, ComplaintSql.Columns);
        using var old = db.PrepareStatement(ComplaintSql.Old, "id");
        using var judgement = new NewJudgements(db, now);
        using var words = new ComplaintWords(db);
        var written = new HashSet<long>(complaints.Count);
        foreach (var complaint in complaints)
        {
            var isFirst = written.Add(complaint.Id) && fresh.Contains(complaint.Id);
            var before = isFirst ? null : ReadOld(old, complaint.Id);
            if (before is not null && before.RawId > complaint.RawId)
            {
                continue;
            }
            Write(upsert, complaint, now);
            if (before is not null && before.Text != complaint.Text)
            {
                words.Remove(complaint.Id, before.Text);
            }
            if (before is null || before.Text != complaint.Text)
            {
                words.Add(complaint.Id, complaint.Text);
            }
            var (category, subcategory, priority) = Stands(before, CorrectedFacts.Category)
                ? (before!.Category, before.Subcategory, before.Priority) : (complaint.Category, complaint.Subcategory, complaint.Priority);
            if (before is not null)
            {
                _rollups.Add(before, -1);
                judgement.Tell(complaint, before, category, subcategory, priority);
            }
            _rollups.Add(new Counted(complaint.ReportedAt.ToUnixTimeMilliseconds(), category, subcategory, complaint.State, complaint.Channel,
                Stands(before, CorrectedFacts.Language) ? before!.Language : complaint.Language,
                Stands(before, CorrectedFacts.Sentiment) ? before!.Sentiment : complaint.Sentiment, priority), +1);
            _customers.Add(complaint.Subscriber, complaint.ReportedAt.ToUnixTimeMilliseconds(), before?.CustomerId);
        }
        Withdrawals.Write(db, complaints, now);
        ThreadJoins.Write(db, complaints);
    }

    public void Settle()
    {
        _customers.Write(db);
        _rollups.Write(db);
        (_customers, _rollups) = (new(), new());
    }

    /// <summary>A person settled it before, and that outlives the pipeline's opinion.</summary>
    private static bool Stands(OldVersion? before, CorrectedFacts fact) => before is not null && before.Corrected.HasFlag(fact);

    private static void Write(Statement upsert, Complaint c, long now) => upsert.Run(
        c.Id, c.RawId, c.Source.Value, c.SourceKey, c.Channel, c.ReportedAt.ToUnixTimeMilliseconds(), c.TimeKnown, c.ReceivedAt.ToUnixTimeMilliseconds(),
        c.Subscriber.Id, c.Text, c.Original, c.Language, c.LanguageConfidence, c.Category, c.Subcategory, c.Confidence, string.Join('\n', c.Reasons),
        c.Sentiment, c.Priority, c.Score, FactJson.Of(c.ScoreFactors), c.State, c.Lga, c.Product,
        c.DueAt.ToUnixTimeMilliseconds(), string.Join('\n', c.Tags), FactJson.Of(c.Warnings),
        c.Fingerprint, c.Named, c.Sketch, c.Wording, c.Share, FactJson.Of(c.Attachments), c.ReplyTo, c.PipelineVersion, c.InitialStatus,
        Statuses.IsOpen(c.InitialStatus), c.Team, (int)CorrectedFacts.None, now, 1, 0);

    private static OldVersion? ReadOld(Statement old, long id)
    {
        OldVersion? found = null;
        old.Read([id], row =>
        {
            found = new OldVersion(row.Int64(0), row.Int64(1), (CorrectedFacts)row.Int64(2), row.Int64(3), row.Text(4), row.Text(5),
                row.IsNull(6) ? null : row.Text(6), row.Text(7), row.Text(8), (float)row.Double(9), (int)row.Int64(10), row.Text(11), row.Int64(12) != 0, row.Text(13));
            return false;
        });
        return found;
    }
}
