using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Reports.Pages;

/// <summary>What the form asks for: days of Lagos, both included, and a filter without period.</summary>
internal sealed record ReportQuestion(string Slug, DateOnly First, DateOnly Last, ComplaintFilter Filter)
{
    /// <summary>Why it cannot be asked, or null.</summary>
    public string? Fault => Last < First ? "The last day comes before the first." : null;

    public ReportQuery Query(Guid id, string by) => new(id, LagosClock.Midnight(First), LagosClock.Midnight(Last.AddDays(1)), Filter, by);

    /// <summary>The usual periods, as of that Lagos day.</summary>
    public static IReadOnlyList<(string Name, DateOnly First, DateOnly Last)> Presets(DateOnly today)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var month = new DateOnly(today.Year, today.Month, 1);
        return
        [
            ("Today", today, today),
            ("Yesterday", today.AddDays(-1), today.AddDays(-1)),
            ("Last 7 days", today.AddDays(-6), today),
            ("Last week", monday.AddDays(-7), monday.AddDays(-1)),
            ("This month", month, today),
            ("Last month", month.AddMonths(-1), month.AddDays(-1)),
            ("Last 90 days", today.AddDays(-89), today),
        ];
    }
}
