using Beejan.Contracts;
using Beejan.Curated.Cases;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated;

/// <summary>Writes complaints with prepared commands and moves customers and rollups by the difference.</summary>
internal sealed class CuratedWriter(TimeProvider clock) : ICurated
{
    public Task UpsertAsync(BeejanDbContext db, IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh, CancellationToken ct)
    {
        if (complaints.Count == 0)
        {
            return Task.CompletedTask;
        }
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var rollups = new RollupDelta();
        var customers = new CustomerDelta();
        using var upsert = db.PrepareStatement(ComplaintSql.Upsert, ComplaintSql.Columns);
        using var old = db.PrepareStatement(ComplaintSql.Old, "id");
        using var judgement = new NewJudgements(db, now);
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
            var (category, subcategory) = Stands(before, CorrectedFacts.Category) ? (before!.Category, before.Subcategory) : (complaint.Category, complaint.Subcategory);
            if (before is not null)
            {
                rollups.Add(before, -1);
                judgement.Tell(complaint, before, category, subcategory);
            }
            rollups.Add(new Counted(complaint.ReportedAt.ToUnixTimeMilliseconds(), category, subcategory, complaint.State, complaint.Channel,
                Stands(before, CorrectedFacts.Language) ? before!.Language : complaint.Language,
                Stands(before, CorrectedFacts.Sentiment) ? before!.Sentiment : complaint.Sentiment, complaint.Priority), +1);
            customers.Add(complaint.Subscriber, complaint.ReportedAt.ToUnixTimeMilliseconds(), before?.CustomerId);
        }
        customers.Write(db);
        rollups.Write(db);
        Withdrawals.Write(db, complaints, now);
        ThreadJoins.Write(db, complaints);
        ct.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public Task EchoAsync(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger, CancellationToken ct)
    {
        EchoCount.Write(db, echoes, noLonger);
        ct.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public async Task<ComplaintRow?> DecideAsync(BeejanDbContext db, long id, Action<ComplaintRow> change, CancellationToken ct)
    {
        var row = await db.Set<ComplaintRow>().AsTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        if (row is null)
        {
            return null;
        }
        var before = Counted.Of(row);
        change(row);
        row.IsOpen = Statuses.IsOpen(row.Status);
        row.Version++;
        row.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        var after = Counted.Of(row);
        if (after != before)
        {
            var rollups = new RollupDelta();
            rollups.Add(before, -1);
            rollups.Add(after, +1);
            rollups.Write(db);
        }
        return row;
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
                row.IsNull(6) ? null : row.Text(6), row.Text(7), row.Text(8), (float)row.Double(9), (int)row.Int64(10), row.Text(11), row.Int64(12) != 0);
            return false;
        });
        return found;
    }
}

/// <summary>What is known of a complaint before it is written again.</summary>
/// <param name="Taken">True once a person has taken it up: then its team is that person's to change.</param>
internal sealed record OldVersion(
    long RawId, long CustomerId, CorrectedFacts Corrected, long ReportedAt, string Category, string Subcategory, string? State, string Channel, string Language,
    float Sentiment, int Priority, string Team, bool Taken) : Counted(ReportedAt, Category, Subcategory, State, Channel, Language, Sentiment, Priority);

/// <summary>The statements of the hot path; people's columns are not among those an update touches.</summary>
internal static class ComplaintSql
{
    public static readonly string[] Columns =
    [
        "id", "raw_id", "source", "source_key", "channel", "reported_at", "time_known", "received_at", "customer_id", "text", "original", "language",
        "language_confidence", "category", "subcategory", "confidence", "reasons", "sentiment", "priority", "score", "score_factors", "state", "lga",
        "product", "due_at", "tags", "warnings", "fingerprint", "named", "sketch", "wording", "share", "attachments", "reply_to", "pipeline_version", "status", "is_open", "team", "corrected",
        "updated_at", "version", "echoes",
    ];

    private static readonly string[] Kept = ["id", "received_at", "status", "is_open", "corrected", "version", "echoes"];

    private static readonly Dictionary<string, CorrectedFacts> KeptWhenCorrected = new[]
    {
        (CorrectedFacts.Category, Columns: (string[])["category", "subcategory", "confidence", "reasons", "due_at"]),
        (CorrectedFacts.Language, ["language", "language_confidence"]), (CorrectedFacts.Sentiment, ["sentiment"]),
    }.SelectMany(k => k.Columns, (k, column) => (column, k.Item1)).ToDictionary();

    public static string Upsert { get; } =
        $"INSERT INTO complaints ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => "@" + c))}) ON CONFLICT (id) DO UPDATE SET "
        + string.Join(", ", Columns.Except(Kept).Select(c => c == "team" ? $"team = CASE WHEN {Taken("complaints.")} THEN complaints.team ELSE excluded.team END"
            : KeptWhenCorrected.TryGetValue(c, out var fact) ? $"{c} = CASE WHEN complaints.corrected & {fact:D} <> 0 THEN complaints.{c} ELSE excluded.{c} END"
            : $"{c} = excluded.{c}"))
        + $", version = complaints.version + CASE WHEN {Differs} THEN 1 ELSE 0 END WHERE complaints.raw_id <= excluded.raw_id";

    /// <summary>
    /// The words are others, or the history gets a line (<see cref="NewJudgements"/>): what a person acts upon. Anything else judged anew, a score or
    /// the hundredth part of a confidence, refuses nobody's act.
    /// </summary>
    private static string Differs =>
        $"complaints.text <> excluded.text OR COALESCE(complaints.original, '') <> COALESCE(excluded.original, '') OR complaints.priority <> excluded.priority "
        + $"OR (complaints.corrected & {CorrectedFacts.Category:D} = 0 AND (complaints.category <> excluded.category OR complaints.subcategory <> excluded.subcategory)) "
        + $"OR (NOT ({Taken("complaints.")}) AND complaints.team <> excluded.team)";

    public static string Old { get; } =
        "SELECT raw_id, customer_id, corrected, reported_at, category, subcategory, state, channel, language, sentiment, priority, team, "
        + $"CASE WHEN {Taken("")} THEN 1 ELSE 0 END FROM complaints WHERE id = @id";

    /// <summary>A person has done something to the case, so where it is worked is no longer the pipeline's to say.</summary>
    private static string Taken(string table) => $"{table}corrected <> 0 OR {table}first_contact_at IS NOT NULL";
}
