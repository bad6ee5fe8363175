using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Serving.Reports.Excel;

namespace Beejan.Serving.Reports;

/// <summary>How each team kept its clocks.</summary>
internal sealed class SlaReport(IPeriodFigures figures, ITaxonomy taxonomy, TimeProvider clock) : IReport
{
    private static readonly TabularColumn[] Columns =
    [
        new("team", Width: 24), new("subcategory", Width: 14), new("name", Width: 34), new("received", TabularType.Integer, 11), new("resolved", TabularType.Integer, 11),
        new("onTime", TabularType.Share, 10), new("open", TabularType.Integer, 9), new("breached", TabularType.Integer, 11), new("medianHoursToResolve", TabularType.Number, 22),
        new("clockHours", TabularType.Number, 12),
    ];

    public string Slug => "sla";
    public string Title => "Service levels";
    public string Description => "For each team and sub-category of the complaints reported in the period: resolved on time, open past due, median hours to resolve beside the clock.";
    public string Policy => Policies.RunReports;

    public async Task<ReportResult> BuildAsync(ReportQuery query, Stream output, IProgress<ReportProgress> progress, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        progress.Report(new ReportProgress(0, 1));
        var all = await figures.SlaAsync(query.Whole, ct);
        using var book = new StreamedWorkbook(output);
        book.BeginSheet("Detail", Columns);
        foreach (var row in Rows(all))
        {
            book.Add(row);
        }
        var sheets = book.Finish(
            front =>
            {
                var sheet = new SmallSheet(front, "Summary", 28, 12, 12, 12, 12, 12, 18);
                var row = sheet.Title($"{Title}: {ReportWords.Period(query.From, query.To)}", ReportWords.Filter(query.Filter),
                    "Complaints reported in the period. On time: of the resolved, those before they were due. Breached: open and past due.");
                sheet.Table(row, 1, ["Team", "Received", "Resolved", "On time", "Open", "Breached", "Median hours"], [null, "#,##0", "#,##0", "0.0%", "#,##0", "#,##0", "0.0"],
                    all.Where(f => f.Subcategory is null).Select(f => (IReadOnlyList<object?>)[f.Team, f.Received, f.Resolved, OnTime(f), f.Open, f.Breached, f.MedianHours]));
            },
            back => AboutSheet.Add(back, this, query, now, book));
        progress.Report(new ReportProgress(1, 1));
        return new ReportResult(book.Rows, sheets);
    }

    public async Task<ReportPreview> PreviewAsync(ReportQuery query, int rows, CancellationToken ct)
    {
        var all = Rows(await figures.SlaAsync(query.Whole, ct)).ToList();
        return new ReportPreview(Columns, [.. all.Take(rows)], all.Count);
    }

    private IEnumerable<IReadOnlyList<object?>> Rows(IReadOnlyList<SlaFigure> all)
    {
        // Complaints may carry a key of an older taxonomy, which has no name and clock here.
        var known = taxonomy.Subcategories.ToDictionary(s => s.Key);
        return all.Where(f => f.Subcategory is not null).Select(f => (IReadOnlyList<object?>)
        [
            f.Team, f.Subcategory, known.GetValueOrDefault(f.Subcategory!)?.Name, f.Received, f.Resolved, OnTime(f), f.Open, f.Breached, f.MedianHours,
            known.GetValueOrDefault(f.Subcategory!)?.ResolveHours,
        ]);
    }

    private static double? OnTime(SlaFigure f) => f.Resolved == 0 ? null : (double)f.OnTime / f.Resolved;
}
