namespace Beejan.Curated;

/// <summary>The one definition of each figure, shared by dashboard, API and Excel. Read from the rollups where they can answer.</summary>
public interface IFigures
{
    Task<Summary> SummaryAsync(CancellationToken ct);

    /// <summary>Complaints by the time they were reported, one point a bucket, empty buckets included. Minutes are read from rows, hours and days from rollups.</summary>
    Task<IReadOnlyList<Point>> SeriesAsync(DateTimeOffset from, DateTimeOffset to, Bucket bucket, string? category, CancellationToken ct);

    /// <summary>Counts by value of a dimension and category.</summary>
    Task<IReadOnlyList<Cell>> MixAsync(Dimension dimension, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}

/// <summary>The dashboard's tiles.</summary>
/// <param name="Open">Complaints that are still somebody's work.</param>
/// <param name="Breached">Of them past their due time.</param>
/// <param name="DueSoon">Of them due within four hours.</param>
/// <param name="Urgent">Open P1 and P2.</param>
/// <param name="NewToday">Reported since midnight in Lagos.</param>
/// <param name="NewYesterdaySameTime">Reported yesterday up to this time of day.</param>
/// <param name="ResolvedLast7Days">Resolved in the last seven days.</param>
/// <param name="OnTimeLast7Days">Of them before they were due, 0…1; null when none was resolved.</param>
/// <param name="SentimentToday">Mean -1…1 of today's; null when there are none.</param>
/// <param name="SentimentLast7Days">Mean of the last seven days.</param>
/// <param name="AsOf">When it was read (UTC).</param>
public sealed record Summary(
    long Open, long Breached, long DueSoon, long Urgent, long NewToday, long NewYesterdaySameTime,
    long ResolvedLast7Days, double? OnTimeLast7Days, double? SentimentToday, double? SentimentLast7Days, DateTimeOffset AsOf);

/// <summary>One point of a series.</summary>
public sealed record Point(DateTimeOffset At, long Count);

/// <summary>One cell of a mix.</summary>
public sealed record Cell(string Value, string Category, long Count, long Urgent, double? Sentiment);

/// <summary>The width of a bucket.</summary>
public enum Bucket
{
    Minute,
    Hour,
    Day,
}
