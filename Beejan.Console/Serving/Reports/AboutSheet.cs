using Beejan.Serving.Reports.Excel;
using Beejan.Ui;
using ClosedXML.Excel;

namespace Beejan.Serving.Reports;

/// <summary>The last sheet: what was asked, by whom, in which zone, how many rows came and how to prove that none was changed.</summary>
internal static class AboutSheet
{
    public const string Name = "About";

    public static void Add(IXLWorkbook book, string title, string period, string filter, DateTimeOffset generatedAt, StreamedWorkbook streamed, params IEnumerable<(string, object?)> more)
    {
        var sheet = new SmallSheet(book, Name, 24, 90);
        var row = sheet.Title("About this file", "Made by Beejan Console");
        sheet.Pairs(row,
        [
            ("Report", title),
            ("Period", period),
            ("Filter", filter),
            .. more,
            ("Time zone", "Africa/Lagos (UTC+01:00); every date and time in this file"),
            ("Generated at", LagosClock.ToLagos(generatedAt).DateTime),
            ("Rows", streamed.Rows),
            ("SHA-256 of the rows", streamed.Hash),
            ("To check it", "unzip -p FILE 'xl/worksheets/rows*.xml' | sha256sum"),
        ]);
    }

    /// <summary>For a report's run.</summary>
    public static void Add(IXLWorkbook book, IReport report, ReportQuery query, DateTimeOffset generatedAt, StreamedWorkbook streamed, params IEnumerable<(string, object?)> more) =>
        Add(book, report.Title, ReportWords.Period(query.From, query.To), ReportWords.Filter(query.Filter), generatedAt, streamed,
            [("Query id", query.Id.ToString("n")), ("Requested by", query.RequestedBy), .. more]);
}
