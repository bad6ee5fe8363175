using System.ComponentModel.DataAnnotations;

namespace Beejan.Sources.Social;

/// <summary>How posts are read. Section <c>Beejan:Sources:Social</c>.</summary>
public sealed class SocialOptions
{
    public const string Section = "Beejan:Sources:Social";

    /// <summary>Longest line or document, bytes: a search page with all its expansions must fit. Default 8 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaxDocumentBytes { get; set; } = 8 * 1024 * 1024;
}
