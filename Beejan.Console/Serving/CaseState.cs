using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving;

/// <summary>The members of a complaint that people decide, as a value that can be compared and put back.</summary>
public sealed record CaseState(
    string Status, string Team, string? Assignee, string Category, string Subcategory, string Language, float Sentiment,
    CorrectedFacts Corrected, int Priority, float Score, string ScoreFactors, DateTimeOffset DueAt, DateTimeOffset? FirstContactAt, DateTimeOffset? ResolvedAt, DateTimeOffset? SnoozedUntil)
{
    public static CaseState Of(ComplaintRow row) =>
        new(row.Status, row.Team, row.Assignee, row.Category, row.Subcategory, row.Language, row.Sentiment, row.Corrected, row.Priority, row.Score, row.ScoreFactors, row.DueAt, row.FirstContactAt, row.ResolvedAt, row.SnoozedUntil);

    public void ApplyTo(ComplaintRow row)
    {
        row.Status = Status;
        row.IsOpen = Statuses.IsOpen(Status);
        row.Team = Team;
        row.Assignee = Assignee;
        row.Category = Category;
        row.Subcategory = Subcategory;
        row.Language = Language;
        row.Sentiment = Sentiment;
        row.Corrected = Corrected;
        row.Priority = Priority;
        row.Score = Score;
        row.ScoreFactors = ScoreFactors;
        row.DueAt = DueAt;
        row.FirstContactAt = FirstContactAt;
        row.ResolvedAt = ResolvedAt;
        row.SnoozedUntil = SnoozedUntil;
    }

    /// <summary>True when putting that in its place writes something: a person who confirms what stands settles it.</summary>
    public bool Differs(CaseState after) => Corrected != after.Corrected || ChangesTo(after).Any();

    /// <summary>What a person confirmed as it stands, or takes the confirmation back of: before and after are the same.</summary>
    public IEnumerable<(string Field, string? Before, string? After)> ConfirmedBy(CaseState after) =>
        new (CorrectedFacts Fact, string Field, string Before, string After)[]
        {
            (CorrectedFacts.Category, "subcategory", Subcategory, after.Subcategory), (CorrectedFacts.Language, "language", Language, after.Language),
            (CorrectedFacts.Sentiment, "sentiment", SentimentBands.Of(Sentiment), SentimentBands.Of(after.Sentiment)),
        }.Where(c => (Corrected ^ after.Corrected).HasFlag(c.Fact) && c.Before == c.After).Select(c => (c.Field, (string?)c.Before, (string?)c.After));

    /// <summary>What a reader of the history sees changed, field by field.</summary>
    public IEnumerable<(string Field, string? Before, string? After)> ChangesTo(CaseState after) =>
        new (string Field, string? Before, string? After)[]
        {
            ("status", Status, after.Status), ("team", Team, after.Team), ("assignee", Assignee, after.Assignee),
            ("category", Category, after.Category), ("subcategory", Subcategory, after.Subcategory),
            ("language", Language, after.Language), ("sentiment", SentimentBands.Of(Sentiment), SentimentBands.Of(after.Sentiment)),
            ("priority", Urgency(Priority), Urgency(after.Priority)), ("due", Instant(DueAt), Instant(after.DueAt)), ("snooze", Instant(SnoozedUntil), Instant(after.SnoozedUntil)),
        }.Where(c => c.Before != c.After);

    private static string Urgency(int priority) => string.Create(CultureInfo.InvariantCulture, $"P{priority}");

    private static string? Instant(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
