using System.ComponentModel.DataAnnotations;

namespace Beejan.Processing;

/// <summary>How the queue is worked off. Section <c>Beejan:Processing</c>.</summary>
public sealed class ProcessingOptions
{
    public const string Section = "Beejan:Processing";

    /// <summary>
    /// Records committed together, at most. Default 2,000: a random page of an index is written once for many rows. Live records are committed as
    /// they arrive, and whoever else wants to write is let in sooner.
    /// </summary>
    [Range(1, 20_000)]
    public int BatchSize { get; set; } = 2000;

    /// <summary>So far apart the same person's same or nearly same words on one channel are one complaint, hours. Default 72.</summary>
    [Range(1, 168)]
    public int RepeatHours { get; set; } = 72;

    /// <summary>So far apart the same person's nearly same words on two channels are one complaint, hours. Default 24.</summary>
    [Range(1, 168)]
    public int OtherChannelHours { get; set; } = 24;
}
