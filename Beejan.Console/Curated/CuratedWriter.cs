using Beejan.Contracts;
using Beejan.Curated.Cases;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated;

/// <summary>Writes complaints, posts counted on them and people's decisions.</summary>
internal sealed class CuratedWriter(TimeProvider clock) : ICurated
{
    public Task UpsertAsync(BeejanDbContext db, IReadOnlyList<Complaint> complaints, IReadOnlySet<long> fresh, CancellationToken ct)
    {
        var pages = Begin(db);
        pages.Upsert(complaints, fresh);
        pages.Settle();
        ct.ThrowIfCancellationRequested();
        return Task.CompletedTask;
    }

    public ICuratedPages Begin(BeejanDbContext db) => new CuratedPages(db, clock);

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
}

/// <summary>What is known of a complaint before it is written again.</summary>
/// <param name="Taken">True once a person has taken it up: then its team is that person's to change.</param>
internal sealed record OldVersion(
    long RawId, long CustomerId, CorrectedFacts Corrected, long ReportedAt, string Category, string Subcategory, string? State, string Channel, string Language,
    float Sentiment, int Priority, string Team, bool Taken, string Text) : Counted(ReportedAt, Category, Subcategory, State, Channel, Language, Sentiment, Priority);

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
        (CorrectedFacts.Category, Columns: (string[])["category", "subcategory", "confidence", "reasons", "priority"]),
        (CorrectedFacts.Language, ["language", "language_confidence"]), (CorrectedFacts.Sentiment, ["sentiment"]),
        (CorrectedFacts.Category | CorrectedFacts.Sentiment, ["score", "score_factors"]),
    }.SelectMany(k => k.Columns, (k, column) => (column, k.Item1)).ToDictionary();

    public static string Upsert { get; } =
        $"INSERT INTO complaints ({string.Join(", ", Columns)}) VALUES ({string.Join(", ", Columns.Select(c => "@" + c))}) ON CONFLICT (id) DO UPDATE SET "
        + string.Join(", ", Columns.Except(Kept).Select(c => c == "due_at" ? $"due_at = CASE WHEN {Promised} THEN complaints.due_at ELSE excluded.due_at END"
            : c == "team" ? $"team = CASE WHEN {Taken("complaints.")} THEN complaints.team ELSE excluded.team END"
            : KeptWhenCorrected.TryGetValue(c, out var fact) ? $"{c} = CASE WHEN complaints.corrected & {fact:D} <> 0 THEN complaints.{c} ELSE excluded.{c} END"
            : $"{c} = excluded.{c}"))
        + $", version = complaints.version + CASE WHEN {Differs} THEN 1 ELSE 0 END WHERE complaints.raw_id <= excluded.raw_id";

    /// <summary>
    /// The words are others, or the history gets a line (<see cref="NewJudgements"/>): what a person acts upon. Anything else judged anew, a score or
    /// the hundredth part of a confidence, refuses nobody's act.
    /// </summary>
    private static string Differs =>
        $"complaints.text <> excluded.text OR COALESCE(complaints.original, '') <> COALESCE(excluded.original, '') "
        + $"OR (complaints.corrected & {CorrectedFacts.Category:D} = 0 "
        + "AND (complaints.category <> excluded.category OR complaints.subcategory <> excluded.subcategory OR complaints.priority <> excluded.priority)) "
        + $"OR (NOT ({Taken("complaints.")}) AND complaints.team <> excluded.team)";

    public static string Old { get; } =
        "SELECT raw_id, customer_id, corrected, reported_at, category, subcategory, state, channel, language, sentiment, priority, team, "
        + $"CASE WHEN {Taken("")} THEN 1 ELSE 0 END, text FROM complaints WHERE id = @id";

    /// <summary>What a person corrected has that kind's clock, and what is resolved was on time or late by the promise it was given: figures of the past stay.</summary>
    private static string Promised => $"complaints.corrected & {CorrectedFacts.Category:D} <> 0 OR complaints.resolved_at IS NOT NULL";

    /// <summary>A person has done something to the case, so where it is worked is no longer the pipeline's to say.</summary>
    private static string Taken(string table) => $"{table}corrected <> 0 OR {table}first_contact_at IS NOT NULL";
}
