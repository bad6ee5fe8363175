namespace Beejan.Curated;

/// <summary>Figures of a period by day and by team, for reports. Their definitions stand here once.</summary>
public interface IPeriodFigures
{
    /// <summary>
    /// For each Lagos day of the period that has any, by category and team: received = reported that day; resolved = resolved that day,
    /// whenever reported; on time = of the resolved those before their due time; sentiment = sum over the received. The filter's other members
    /// apply to both.
    /// </summary>
    Task<IReadOnlyList<DayFigure>> DaysAsync(ComplaintFilter filter, CancellationToken ct);

    /// <summary>
    /// Complaints reported in the period, by team and sub-category and once more by team alone (<see cref="SlaFigure.Subcategory"/> null), ordered
    /// by team, whole team first.
    /// </summary>
    Task<IReadOnlyList<SlaFigure>> SlaAsync(ComplaintFilter filter, CancellationToken ct);
}

/// <summary>One Lagos day of one category and team.</summary>
public sealed record DayFigure(DateOnly Day, string Category, string Team, long Received, long Resolved, long OnTime, double SentimentSum);

/// <summary>How a team kept its clock.</summary>
/// <param name="Received">Reported in the period.</param>
/// <param name="Resolved">Of them resolved by now.</param>
/// <param name="OnTime">Of those before they were due.</param>
/// <param name="Open">Still somebody's work.</param>
/// <param name="Breached">Of the open ones past their due time.</param>
/// <param name="MedianHours">Median hours from report to resolution; null when none is resolved.</param>
public sealed record SlaFigure(string Team, string? Subcategory, long Received, long Resolved, long OnTime, long Open, long Breached, double? MedianHours);
