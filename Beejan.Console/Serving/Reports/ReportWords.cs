using Beejan.Curated;
using Beejan.Ui;

namespace Beejan.Serving.Reports;

/// <summary>A report's question in words, the same on the page, in the summary and in the About sheet.</summary>
internal static class ReportWords
{
    /// <summary><c>1 Nov 2026 to 20 Nov 2026</c>, or with times when the period does not begin and end at midnight in Lagos.</summary>
    public static string Period(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (LagosClock.ToLagos(from), LagosClock.ToLagos(to));
        if (first.TimeOfDay == TimeSpan.Zero && last.TimeOfDay == TimeSpan.Zero)
        {
            last = last.AddDays(-1);
            return first.Date == last.Date ? Format(first, "d MMM yyyy") : $"{Format(first, "d MMM yyyy")} to {Format(last, "d MMM yyyy")}";
        }
        return $"{Format(first, "d MMM yyyy HH:mm:ss")} to {Format(last, "d MMM yyyy HH:mm:ss")} (exclusive)";
    }

    /// <summary><c>category Network; state Lagos, Kano</c>, or <c>all complaints</c>.</summary>
    public static string Filter(ComplaintFilter filter)
    {
        (string Name, IEnumerable<string> Values)[] parts =
        [
            ("category", filter.Category), ("sub-category", filter.Subcategory), ("state", filter.State), ("channel", filter.Channel), ("status", filter.Status),
            ("priority", filter.Priority.Select(p => $"P{p}")), ("team", filter.Team), ("language", filter.Language),
        ];
        var words = parts.Where(p => p.Values.Any()).Select(p => $"{p.Name} {string.Join(", ", p.Values)}").ToList();
        return words.Count == 0 ? "all complaints" : string.Join("; ", words);
    }

    private static string Format(DateTimeOffset at, string format) => at.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
