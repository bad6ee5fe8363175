using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Serving.Reports.Excel;

namespace Beejan.Serving.Reports;

/// <summary>What came in and what was done, day by day.</summary>
internal sealed class DailySummaryReport(IPeriodFigures figures, TimeProvider clock) : IReport
{
    private static readonly TabularColumn[] ByCategory = Columns("category");
    private static readonly TabularColumn[] ByTeam = Columns("team");

    public string Slug => "daily-summary";
    public string Title => "Daily summary";
    public string Description => "For each day by category and by team: received, resolved, share resolved on time, mean sentiment.";
    public string Policy => Policies.RunReports;

    public async Task<ReportResult> BuildAsync(ReportQuery query, Stream output, IProgress<ReportProgress> progress, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        progress.Report(new ReportProgress(0, 1));
        var days = await figures.DaysAsync(query.Whole, ct);
        using var book = new StreamedWorkbook(output);
        Sheet(book, "By category", ByCategory, Rows(days, d => d.Category));
        Sheet(book, "By team", ByTeam, Rows(days, d => d.Team));
        var sheets = book.Finish(
            front =>
            {
                var sheet = new SmallSheet(front, "Summary", 26, 12, 12, 14, 16);
                var row = sheet.Title($"{Title}: {ReportWords.Period(query.From, query.To)}", ReportWords.Filter(query.Filter),
                    "Received: reported that day. Resolved: resolved that day, whenever reported. On time: resolved before due.");
                string[] headings = ["", "Received", "Resolved", "On time", "Mean sentiment"];
                string?[] formats = [null, "#,##0", "#,##0", "0.0%", "0.00"];
                row = sheet.Table(row, 1, ["Category", .. headings[1..]], formats, Totals(days, d => d.Category)) + 1;
                sheet.Table(row, 1, ["Team", .. headings[1..]], formats, Totals(days, d => d.Team));
            },
            back => AboutSheet.Add(back, this, query, now, book));
        progress.Report(new ReportProgress(1, 1));
        return new ReportResult(book.Rows, sheets);
    }

    public async Task<ReportPreview> PreviewAsync(ReportQuery query, int rows, CancellationToken ct)
    {
        var days = await figures.DaysAsync(query.Whole, ct);
        var byCategory = Rows(days, d => d.Category).ToList();
        return new ReportPreview(ByCategory, [.. byCategory.Take(rows)], byCategory.Count + Rows(days, d => d.Team).Count());
    }

    private static TabularColumn[] Columns(string by) =>
    [
        new("day", TabularType.Date, 12), new(by, Width: 22), new("received", TabularType.Integer, 11), new("resolved", TabularType.Integer, 11),
        new("onTime", TabularType.Share, 10), new("meanSentiment", TabularType.Number, 15),
    ];

    private static void Sheet(StreamedWorkbook book, string name, IReadOnlyList<TabularColumn> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        book.BeginSheet(name, columns);
        foreach (var row in rows)
        {
            book.Add(row);
        }
    }

    private static IEnumerable<IReadOnlyList<object?>> Rows(IReadOnlyList<DayFigure> days, Func<DayFigure, string> by) =>
        days.GroupBy(d => (d.Day, Key: by(d))).OrderBy(g => g.Key.Day).ThenBy(g => g.Key.Key, StringComparer.Ordinal)
            .Select(g => (IReadOnlyList<object?>)[g.Key.Day, g.Key.Key, .. Figures([.. g])]);

    private static IEnumerable<IReadOnlyList<object?>> Totals(IReadOnlyList<DayFigure> days, Func<DayFigure, string> by) =>
        [.. days.GroupBy(by).OrderByDescending(g => g.Sum(d => d.Received)).Select(g => (IReadOnlyList<object?>)[g.Key, .. Figures([.. g])]), ["All", .. Figures(days)]];

    private static object?[] Figures(IReadOnlyList<DayFigure> days)
    {
        var (received, resolved) = (days.Sum(d => d.Received), days.Sum(d => d.Resolved));
        return [received, resolved, resolved == 0 ? null : (double)days.Sum(d => d.OnTime) / resolved, received == 0 ? null : days.Sum(d => d.SentimentSum) / received];
    }
}
