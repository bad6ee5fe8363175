using Beejan.Contracts;
using Beejan.Curated;
using Beejan.Governance.Access;
using Beejan.Serving.Reports.Excel;
using Beejan.Ui;
using ClosedXML.Excel;

namespace Beejan.Serving.Reports;

/// <summary>Every complaint of a period with all its fields, and totals over exactly those rows.</summary>
internal sealed class ComplaintsReport(ComplaintTable table, IComplaints complaints, ITaxonomy taxonomy, TimeProvider clock) : IReport
{
    private static readonly string?[] Formats = [null, "#,##0", "0.0%"];

    public string Slug => "complaints";
    public string Title => "Complaints";
    public string Description => "Every complaint of the period with all its fields, one row each, and totals by category, state, channel, priority and clock.";
    public string Policy => Policies.RunReports;

    public async Task<ReportResult> BuildAsync(ReportQuery query, Stream output, IProgress<ReportProgress> progress, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var counted = await complaints.CountAsync(query.Whole, ct);
        progress.Report(new ReportProgress(0, counted));
        var tally = new ComplaintTally(now);
        using var book = new StreamedWorkbook(output);
        book.BeginSheet("Detail", table.Columns);
        await foreach (var (row, values) in table.ReadAsync(query.Whole, reveal: false, ct))
        {
            book.Add(values);
            tally.Add(row);
            if (tally.All % 1000 == 0)
            {
                progress.Report(new ReportProgress(tally.All, Math.Max(counted, tally.All)));
            }
        }
        var sheets = book.Finish(
            front => Summary(front, query, tally),
            back => AboutSheet.Add(back, this, query, now, book, ("Complaints counted before", (long)counted)));
        progress.Report(new ReportProgress(tally.All, tally.All));
        return new ReportResult(book.Rows, sheets);
    }

    public async Task<ReportPreview> PreviewAsync(ReportQuery query, int rows, CancellationToken ct)
    {
        var first = await complaints.PageAsync(query.Whole with { Sort = "reportedAt" }, 0, rows, ct);
        return new ReportPreview(table.Columns, await table.ValuesAsync(first, reveal: false, ct), await complaints.CountAsync(query.Whole, ct));
    }

    private void Summary(IXLWorkbook book, ReportQuery query, ComplaintTally tally)
    {
        var sheet = new SmallSheet(book, "Summary", 44, 12, 10, 3, 26, 12, 10);
        var top = sheet.Title($"{Title}: {ReportWords.Period(query.From, query.To)}", ReportWords.Filter(query.Filter), "Counted over the rows of the sheet Detail. Times are Africa/Lagos.");
        top = sheet.Table(top, 1, ["Complaints", "Count", ""], [null, "#,##0", null], [["All", tally.All, null]]);
        sheet.Table(top - 2, 5, ["Quality", "Value", ""], [null, "0.00", null], [["Mean sentiment (-1 to 1)", tally.MeanSentiment, null]]);
        top++;
        var left = Block(sheet, top, 1, "Category", tally, tally.Categories);
        left = Block(sheet, left, 1, "Priority", tally, tally.Priorities, inOrder: true);
        Block(sheet, left, 1, "Sub-category", tally, tally.Subcategories, key => taxonomy.NameOf(key) is { } name && name != key ? $"{name} ({key})" : key);
        var right = Block(sheet, top, 5, "Clock", tally, tally.Clock);
        right = sheet.Table(right - 1, 5, ["Resolved on time", "", "Share"], Formats, [["Of all resolved", null, tally.OnTime]]) + 1;
        right = Block(sheet, right, 5, "Channel", tally, tally.Channels, channel => ChannelIcon.Words(channel).Name);
        right = Block(sheet, right, 5, "Status", tally, tally.Statuses, status => StatusBadge.Words(status).Text);
        Block(sheet, right, 5, "State", tally, tally.States);
    }

    private static int Block(SmallSheet sheet, int row, int column, string heading, ComplaintTally tally, Dictionary<string, long> counts, Func<string, string>? words = null, bool inOrder = false)
    {
        var ordered = inOrder ? counts.OrderBy(c => c.Key, StringComparer.Ordinal) : counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);
        return sheet.Table(row, column, [heading, "Count", "Share"], Formats,
            ordered.Select(c => (IReadOnlyList<object?>)[words?.Invoke(c.Key) ?? c.Key, c.Value, (double)c.Value / tally.All])) + 1;
    }
}
