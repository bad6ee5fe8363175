using System.ComponentModel.DataAnnotations;

namespace Beejan.Sources.Email;

/// <summary>How e-mail is read. Section <c>Beejan:Sources:Email</c>.</summary>
public sealed class EmailOptions
{
    public const string Section = "Beejan:Sources:Email";

    /// <summary>Largest message, bytes, attachments included. Default 32 MiB.</summary>
    [Range(1024, 256 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 32 * 1024 * 1024;
}
