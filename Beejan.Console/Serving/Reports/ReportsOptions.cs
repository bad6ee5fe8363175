using System.ComponentModel.DataAnnotations;

namespace Beejan.Serving.Reports;

/// <summary>Section <c>Beejan:Reports</c>.</summary>
public sealed class ReportsOptions
{
    public const string Section = "Beejan:Reports";

    /// <summary>Days a finished file is kept; its line in the history stays. Default 30.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 30;

    /// <summary>Times a report is begun again after an interruption or an outage before it counts as failed. Default 3.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 3;
}
