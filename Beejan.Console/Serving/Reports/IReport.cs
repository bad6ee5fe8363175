using Beejan.Contracts;
using Beejan.Curated;

namespace Beejan.Serving.Reports;

/// <summary>
/// A report: one class and one line in <c>Setup.cs</c>, and it is in the catalogue, on the page, in the API and behind the verb <c>report</c>.
/// </summary>
public interface IReport
{
    /// <summary>Stable, kebab-case: part of routes, verbs and file names.</summary>
    string Slug { get; }
    string Title { get; }

    /// <summary>One sentence: what it answers.</summary>
    string Description { get; }

    /// <summary>One of <c>Policies</c>: who may see and run it.</summary>
    string Policy { get; }

    /// <summary>Writes the workbook. Constant memory in the number of complaints.</summary>
    Task<ReportResult> BuildAsync(ReportQuery query, Stream output, IProgress<ReportProgress> progress, CancellationToken ct);

    /// <summary>What <see cref="BuildAsync"/> would write now: the first rows and their exact number.</summary>
    Task<ReportPreview> PreviewAsync(ReportQuery query, int rows, CancellationToken ct);
}

/// <summary>What to report.</summary>
/// <param name="Id">Of this run: printed in the workbook, so that a file can be traced to its run.</param>
/// <param name="From">Inclusive (UTC).</param>
/// <param name="To">Exclusive (UTC).</param>
/// <param name="Filter">The rest of the filter; its own period is not used.</param>
/// <param name="RequestedBy">For the About sheet.</param>
public sealed record ReportQuery(Guid Id, DateTimeOffset From, DateTimeOffset To, ComplaintFilter Filter, string RequestedBy)
{
    /// <summary>The filter with the period in it.</summary>
    public ComplaintFilter Whole => Filter with { From = From, To = To };
}

/// <summary>How far a build is, in rows of <see cref="Total"/>.</summary>
public sealed record ReportProgress(long Done, long Total);

/// <summary>What was built.</summary>
/// <param name="Rows">Data rows over all streamed sheets.</param>
/// <param name="Sheets">All sheets.</param>
public sealed record ReportResult(long Rows, int Sheets);

/// <summary>The beginning of a report.</summary>
public sealed record ReportPreview(IReadOnlyList<TabularColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows, long Count);
