using System.ComponentModel.DataAnnotations;

namespace Beejan.Operations;

/// <summary>Watching over the console. Section <c>Beejan:Operations</c>.</summary>
public sealed class OperationsOptions
{
    public const string Section = "Beejan:Operations";

    /// <summary>How long the history of runs is kept, days. Default 90.</summary>
    [Range(1, 3650)]
    public int KeepRunsDays { get; set; } = 90;
}
