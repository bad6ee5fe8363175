using System.ComponentModel.DataAnnotations;

namespace Beejan.Processing;

/// <summary>How the queue is worked off. Section <c>Beejan:Processing</c>.</summary>
public sealed class ProcessingOptions
{
    public const string Section = "Beejan:Processing";

    /// <summary>Records judged and committed together. Default 2,000: larger pages commit no faster, smaller ones delay the screens less.</summary>
    [Range(1, 20_000)]
    public int BatchSize { get; set; } = 2000;
}
