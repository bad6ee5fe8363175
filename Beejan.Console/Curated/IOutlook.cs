namespace Beejan.Curated;

/// <summary>
/// What is to be expected, hour by hour, and what was not. One hour is expected to be like the same hour of the weeks before (their median, eight
/// at most, two at least); how far apart those weeks lie says how far from it is still usual.
/// </summary>
public interface IOutlook
{
    /// <summary>The hours to come, each as the weeks before make it likely at the level of the last seven days.</summary>
    /// <param name="hours">How many, from the next full hour on.</param>
    /// <param name="category">One category; null for all.</param>
    Task<Forecast> ForecastAsync(int hours, string? category, CancellationToken ct);

    /// <summary>What each hour of the period usually is, by the weeks before it, and from where on it is one of <see cref="AnomaliesAsync"/>. Hours with too few weeks before them are missing.</summary>
    Task<IReadOnlyDictionary<DateTimeOffset, UsualHour>> HoursAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>
    /// Hours that are over and had far more or fewer complaints than usual, in all and by category, the newest first. While complaints are being
    /// loaded (<see cref="LoadingAsync"/>) no hour is said to have fewer: what is missing may be on its way.
    /// </summary>
    Task<IReadOnlyList<Anomaly>> AnomaliesAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>What is being loaded or waits to be judged, in one line for people; null when everything is in.</summary>
    Task<string?> LoadingAsync(CancellationToken ct);

    /// <summary>
    /// Where one state had far more network complaints than usual for an hour and more: what is probably one outage, the newest first. Told from
    /// the counts each time, decided by nobody.
    /// </summary>
    Task<IReadOnlyList<Incident>> IncidentsAsync(DateTimeOffset from, DateTimeOffset to, CancellationToken ct);

    /// <summary>
    /// One of them with the hours around it, a week of it at most. When its first hour moved since the id was given (late complaints, corrections) it
    /// is the one that goes on over that hour, under its id of today; null when none does.
    /// </summary>
    Task<IncidentStory?> IncidentAsync(string id, CancellationToken ct);
}

/// <summary>What is to be expected.</summary>
/// <param name="Weeks">Weeks of complaints that it rests on; with fewer than two there are no points.</param>
/// <param name="Level">The last seven days against what was to be expected of them: 1.1 is a tenth more.</param>
/// <param name="Backtest">How far such a forecast, made a week ago, was off over the week since; null when the weeks before are too few.</param>
/// <param name="Points">An hour each.</param>
public sealed record Forecast(DateTimeOffset From, DateTimeOffset To, string? Category, int Weeks, double? Level, Backtest? Backtest, IReadOnlyList<ForecastPoint> Points);

/// <summary>What all complaints of an hour usually are; below low and above high is an anomaly.</summary>
public sealed record UsualHour(double Expected, double Low, double High);

/// <summary>A forecast held against what came.</summary>
/// <param name="Hours">Hours compared.</param>
/// <param name="Error">Sum of the differences of all hours over the sum of the complaints: 0.1 is a tenth off on average.</param>
/// <param name="Inside">Share of the hours that lay from low to high.</param>
public sealed record Backtest(int Hours, double Error, double Inside);

/// <summary>One hour to come: at least four of five such hours lie from low to high, when the weeks before are a guide; <see cref="Backtest"/> tells how many did.</summary>
public sealed record ForecastPoint(DateTimeOffset At, double Expected, double Low, double High);

/// <summary>An hour that was not as usual.</summary>
/// <param name="Category">Null for all complaints.</param>
/// <param name="Kind"><c>more</c> or <c>fewer</c>.</param>
/// <param name="Times">How many times its usual distance from the expected it is away.</param>
public sealed record Anomaly(DateTimeOffset At, string? Category, string Kind, long Count, double Expected, double Times);

/// <summary>What is probably one outage.</summary>
/// <param name="Id">Of state and first hour: the same as long as that stands.</param>
/// <param name="State">Null: of places unknown.</param>
/// <param name="Open">It goes on: this hour or the one before is still far above the usual.</param>
/// <param name="To">The end of its last hour; of one that goes on, now.</param>
/// <param name="Complaints">Network complaints of that state in that time.</param>
/// <param name="Expected">What was to be expected of the same hours.</param>
/// <param name="Peak">Its worst hour.</param>
/// <param name="Subcategories">What they complain of, the most first.</param>
/// <param name="Lgas">Where, as far as known, the most first.</param>
/// <param name="Query">The same complaints as a filter of pages and API.</param>
public sealed record Incident(
    string Id, string? State, string Category, bool Open, DateTimeOffset From, DateTimeOffset To, long Complaints, double Expected, Point Peak,
    IReadOnlyList<NamedCount> Subcategories, IReadOnlyList<NamedCount> Lgas, string Query);

/// <summary>An incident and its state's network complaints by the hour, from some hours before it to some after.</summary>
public sealed record IncidentStory(Incident Incident, IReadOnlyList<IncidentHour> Hours);

/// <summary>One hour; <paramref name="Usual"/> is null with too few weeks before it.</summary>
public sealed record IncidentHour(DateTimeOffset At, long Count, UsualHour? Usual);

/// <summary>A name and how many.</summary>
public sealed record NamedCount(string Name, long Count);
