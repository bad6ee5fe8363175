using System.ComponentModel.DataAnnotations;

namespace Beejan.RawZone;

/// <summary>The lake's measures. Section <c>Beejan:RawZone</c>.</summary>
public sealed class RawZoneOptions
{
    public const string Section = "Beejan:RawZone";

    /// <summary>A segment is closed when it has grown past this, MiB. Default 64.</summary>
    [Range(1, 4096)]
    public int SegmentMegabytes { get; set; } = 64;

    /// <summary>Landed records kept in memory until they are processed, MiB; beyond it they are read back from the lake. Default 16.</summary>
    [Range(0, 4096)]
    public int HandOffMegabytes { get; set; } = 16;

    /// <summary>A closed segment is compressed after this many hours. Default 1.</summary>
    [Range(0, 24 * 365)]
    public int CompressAfterHours { get; set; } = 1;
}
