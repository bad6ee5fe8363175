using Beejan.Curated;

namespace Beejan.Serving.Reports;

/// <summary>Totals of a complaints report, added up from the very rows that are written, so that summary and detail cannot differ.</summary>
internal sealed class ComplaintTally(DateTimeOffset now)
{
    private double _sentiment;

    public long All { get; private set; }
    public double? MeanSentiment => All == 0 ? null : _sentiment / All;
    public Dictionary<string, long> Categories { get; } = [];
    public Dictionary<string, long> Subcategories { get; } = [];
    public Dictionary<string, long> States { get; } = [];
    public Dictionary<string, long> Channels { get; } = [];
    public Dictionary<string, long> Priorities { get; } = [];
    public Dictionary<string, long> Statuses { get; } = [];

    /// <summary>Resolved on time, resolved late, open in time, open overdue, otherwise closed.</summary>
    public Dictionary<string, long> Clock { get; } = [];

    /// <summary>Of the resolved those before they were due, 0…1.</summary>
    public double? OnTime => Clock.GetValueOrDefault(ResolvedOnTime) + Clock.GetValueOrDefault(ResolvedLate) is > 0 and var resolved
        ? (double)Clock.GetValueOrDefault(ResolvedOnTime) / resolved : null;

    private const string ResolvedOnTime = "Resolved on time";
    private const string ResolvedLate = "Resolved late";

    public void Add(ComplaintRow c)
    {
        All++;
        _sentiment += c.Sentiment;
        Count(Categories, c.Category);
        Count(Subcategories, c.Subcategory);
        Count(States, string.IsNullOrEmpty(c.State) ? "Unknown" : c.State);
        Count(Channels, c.Channel);
        Count(Priorities, $"P{c.Priority}");
        Count(Statuses, c.Status);
        Count(Clock, c switch
        {
            { ResolvedAt: { } at } => at <= c.DueAt ? ResolvedOnTime : ResolvedLate,
            { IsOpen: true } => c.DueAt < now ? "Open, overdue" : "Open, in time",
            _ => "Closed without resolution",
        });
    }

    private static void Count(Dictionary<string, long> counts, string key) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _)++;
}
