using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving.Dashboard;

/// <summary>Everything the dashboard shows, read at one time.</summary>
public sealed record Picture(
    Period Period, DateTimeOffset From, Summary Summary, IReadOnlyList<Point> Minutes, IReadOnlyList<Point> Series, Lately Lately,
    IReadOnlyList<Cell> States, IReadOnlyList<Cell> Channels, IReadOnlyList<Cell> Languages, IReadOnlyList<TopSubcategory> Top, IReadOnlyList<ComplaintRow> Newest)
{
    private const int TopCount = 8;
    private const int NewestCount = 10;

    public static async Task<Picture> ReadAsync(Period period, IFigures figures, Lookout lookout, IComplaints complaints, ITaxonomy taxonomy, CancellationToken ct)
    {
        var summary = await figures.SummaryAsync(ct);
        var now = summary.AsOf;
        var from = period.From(now);
        var minutes = await figures.SeriesAsync(now.AddMinutes(-59), now, Bucket.Minute, null, ct);
        var series = await figures.SeriesAsync(from, now, period.Bucket, null, ct);
        var lately = await lookout.ReadAsync(period, ct);
        var states = await figures.MixAsync(Dimension.State, from, now, ct);
        var channels = await figures.MixAsync(Dimension.Channel, from, now, ct);
        var languages = await figures.MixAsync(Dimension.Language, from, now, ct);
        var subcategories = await figures.MixAsync(Dimension.Subcategory, from, now, ct);
        var before = await figures.MixAsync(Dimension.Subcategory, from - (now - from), from, ct);
        // To: a record dated in the future must not sit on top for ever.
        var newest = await complaints.PageAsync(new ComplaintFilter { To = now.AddMinutes(1), Sort = "-reportedAt" }, 0, NewestCount, ct);
        return new Picture(period, from, summary, minutes, series, lately, states, channels, languages, Tops(subcategories, before, taxonomy), newest);
    }

    /// <summary>What is usual for that point of the series; null for a day, which has no band, and for an hour with too few weeks before it.</summary>
    public UsualHour? UsualAt(DateTimeOffset at) => Period.Bucket == Bucket.Hour ? Lately.Usual.GetValueOrDefault(at) : null;

    public bool IsEmpty => Series.Sum(p => p.Count) == 0;

    /// <summary>Counts by state and category, most first; unknown states last.</summary>
    public IReadOnlyList<(string State, IReadOnlyDictionary<string, long> ByCategory, long Total)> ByState() =>
        [.. States.GroupBy(c => c.Value)
            .Select(g => (State: g.Key, ByCategory: (IReadOnlyDictionary<string, long>)g.ToDictionary(c => c.Category, c => c.Count), Total: g.Sum(c => c.Count)))
            .OrderBy(s => s.State.Length == 0).ThenByDescending(s => s.Total).ThenBy(s => s.State, StringComparer.Ordinal)];

    private static TopSubcategory[] Tops(IReadOnlyList<Cell> now, IReadOnlyList<Cell> before, ITaxonomy taxonomy)
    {
        var earlier = before.GroupBy(c => c.Value).ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
        var names = taxonomy.Subcategories.ToDictionary(s => s.Key);
        return [.. now.GroupBy(c => c.Value)
            .Select(g => new TopSubcategory(g.Key, names.GetValueOrDefault(g.Key)?.Name ?? g.Key, g.First().Category, g.Sum(c => c.Count), earlier.GetValueOrDefault(g.Key)))
            .OrderByDescending(t => t.Count).ThenBy(t => t.Key, StringComparer.Ordinal).Take(TopCount)];
    }
}

/// <summary>A sub-category with its count in the period and in the one before of the same length.</summary>
public sealed record TopSubcategory(string Key, string Name, string Category, long Count, long Before)
{
    /// <summary><c>+12 %</c>, <c>−3 %</c>, <c>new</c>, or <c>=</c>.</summary>
    public string Change =>
        Before == 0 ? "new" : Count == Before ? "=" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(Count - Before) * 100.0 / Before:+#,0;−#,0;=0} %");
}
