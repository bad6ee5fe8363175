using System.ComponentModel.DataAnnotations;

namespace Beejan.Processing;

/// <summary>How the queue is worked off. Section <c>Beejan:Processing</c>.</summary>
public sealed class ProcessingOptions
{
    public const string Section = "Beejan:Processing";

    /// <summary>
    /// Records judged and committed together, at most. Default 4,000: random index pages are then written once for many rows. Live records
    /// come in far smaller pages, as they arrive.
    /// </summary>
    [Range(1, 20_000)]
    public int BatchSize { get; set; } = 4000;
}
