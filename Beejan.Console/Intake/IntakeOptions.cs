using System.ComponentModel.DataAnnotations;

namespace Beejan.Intake;

/// <summary>The way in. Section <c>Beejan:Intake</c>.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Beejan:Intake";

    /// <summary>Requests that may wait to be landed; beyond it a request waits two seconds and is then answered 503. Default 1000.</summary>
    [Range(1, 100_000)]
    public int InboxCapacity { get; set; } = 1000;

    /// <summary>Largest request body, MiB. Larger deliveries come as files. Default 16.</summary>
    [Range(1, 1024)]
    public int MaxBodyMegabytes { get; set; } = 16;

    /// <summary>Largest number of records in one request. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxRecordsPerRequest { get; set; } = 10_000;

    /// <summary>Complaints one client address may send through the public form within ten minutes. Default 10.</summary>
    [Range(1, 10_000)]
    public int FormPerTenMinutes { get; set; } = 10;

    /// <summary>Largest file of the upload page, MiB. Default 2048.</summary>
    [Range(1, 1024 * 1024)]
    public int MaxUploadMegabytes { get; set; } = 2048;
}
