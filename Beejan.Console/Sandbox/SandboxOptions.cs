using System.ComponentModel.DataAnnotations;

namespace Beejan.Sandbox;

/// <summary>Generated complaints. Section <c>Beejan:Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Beejan:Sandbox";

    /// <summary>Fill an empty data directory and run a live feed. Default off; on in Development.</summary>
    public bool Enabled { get; set; }

    /// <summary>Days of history of the first fill. Default 90.</summary>
    [Range(1, 1000)]
    public int Days { get; set; } = 90;

    /// <summary>Complaints a day in the history. Default 2000.</summary>
    [Range(1, 100_000)]
    public int PerDay { get; set; } = 2000;

    /// <summary>Another seed, other complaints. Default 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>
    /// Live complaints a minute, as the mean of a week: busier in the evening, quiet at night. Default as many as the history has, so that they
    /// are what the weeks before make usual; 0 turns the feed off.
    /// </summary>
    [Range(0, 6000)]
    public double? LivePerMinute { get; set; }

    /// <summary>The live complaints a minute that come of it.</summary>
    public double Pace => LivePerMinute ?? PerDay / (24.0 * 60);
}
