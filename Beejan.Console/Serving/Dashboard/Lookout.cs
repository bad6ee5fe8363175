using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Dashboard;

/// <summary>
/// What stands out now. It rests on weeks of rollups, so it is read once a minute for everybody, however often the pages that show it move.
/// </summary>
public sealed class Lookout(IOutlook outlook, TimeProvider clock)
{
    /// <summary>How far back something still stands out.</summary>
    private const int Hours = 6;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private volatile Lately? _last;

    /// <summary>What stands out, and what is usual for each hour of the period up to now; of a period by days, for the last hours only.</summary>
    public async Task<Lately> ReadAsync(Period period, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_last is { } last && last.Period == period && (now - last.ReadAt).Duration() < Kept)
        {
            return last;
        }
        var hour = Curated.Reading.Lagos.Hour(now);
        var since = hour.AddHours(-Hours);
        var loading = await outlook.LoadingAsync(ct);
        var usual = await outlook.HoursAsync(period.Bucket == Bucket.Hour ? period.From(now) : since, now, ct);
        var incidents = await outlook.IncidentsAsync(hour.AddHours(-24), now, ct);
        var strange = await outlook.AnomaliesAsync(since, hour, ct);
        return _last = new Lately(period, now, loading, usual, [.. incidents.Where(i => i.Open || i.To >= since).Select(Of), .. Latest(strange).Select(Of)]);
    }

    /// <summary>Of each category the newest hour; all complaints together only where no category tells why.</summary>
    private static IEnumerable<Anomaly> Latest(IReadOnlyList<Anomaly> strange) =>
        strange.Where(a => a.Category is not null || !strange.Any(b => b.At == a.At && b.Kind == a.Kind && b.Category is not null))
            .GroupBy(a => (a.Category, a.Kind)).Select(g => g.MaxBy(a => a.At)!).OrderByDescending(a => a.At);

    private static Standout Of(Incident incident) => new(
        $"{incident.Category} in {incident.State ?? "unknown places"}", incident.Category, incident.Open ? Tones.Bad : Tones.Neutral, incident.Complaints, incident.Expected, incident.From,
        incident.Open ? null : incident.To, incident.Query, $"/incidents/{incident.Id}");

    private static Standout Of(Anomaly anomaly) => new(
        $"{anomaly.Category ?? "All complaints"}: {anomaly.Kind}", anomaly.Category, anomaly.Kind == "more" ? Tones.Warn : Tones.Info, anomaly.Count, anomaly.Expected, anomaly.At, anomaly.At.AddHours(1),
        Curated.Reading.ComplaintFilterQuery.Query([("category", anomaly.Category), ("from", Links.Instant(anomaly.At)), ("to", Links.Instant(anomaly.At.AddHours(1)))]));
}

/// <summary>What stood out when it was last read.</summary>
/// <param name="Loading">What is being loaded, so that hours may look emptier than they are; null when everything is in.</param>
/// <param name="Usual">By the hour; those with too few weeks before them are missing.</param>
/// <param name="Standouts">Outages first, then hours that were not as usual.</param>
public sealed record Lately(Period Period, DateTimeOffset ReadAt, string? Loading, IReadOnlyDictionary<DateTimeOffset, UsualHour> Usual, IReadOnlyList<Standout> Standouts)
{
    /// <summary>False while the last hours have too few weeks before them: then nothing can stand out.</summary>
    public bool EnoughPast => Usual.Keys.Any(at => ReadAt - at < TimeSpan.FromHours(6));
}

/// <summary>One thing that stands out.</summary>
/// <param name="Name">For people.</param>
/// <param name="Category">For its colour; null for all.</param>
/// <param name="Tone">One of <see cref="Tones"/>.</param>
/// <param name="Usual">What was to be expected of the same hours.</param>
/// <param name="To">When it was over; null while it goes on.</param>
/// <param name="Query">The complaints that it counts, as a filter.</param>
/// <param name="Page">Its own page; null when it has none.</param>
public sealed record Standout(string Name, string? Category, string Tone, long Count, double Usual, DateTimeOffset From, DateTimeOffset? To, string Query, string? Page = null);
