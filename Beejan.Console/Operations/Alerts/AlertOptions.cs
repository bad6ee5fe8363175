using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Beejan.Contracts;

namespace Beejan.Operations.Alerts;

/// <summary>When something becomes an alert, and who is told. Section <c>Beejan:Alerts</c>.</summary>
public sealed class AlertOptions : IValidatableObject
{
    public const string Section = "Beejan:Alerts";

    /// <summary>So long an error must last, minutes, unless it is sure at once. Default 1.</summary>
    [Range(0, 1440)]
    public int ErrorAfterMinutes { get; set; } = 1;

    /// <summary>So long a warning must last, minutes. Default 10.</summary>
    [Range(0, 1440)]
    public int WarningAfterMinutes { get; set; } = 10;

    /// <summary>So long all must be well before an alert is over, minutes. Default 15.</summary>
    [Range(0, 1440)]
    public int CalmMinutes { get; set; } = 15;

    /// <summary>How resolved alerts are kept, days. Default 400.</summary>
    [Range(1, 3650)]
    public int KeepDays { get; set; } = 400;

    /// <summary>How often a listener of the stream hears that it is still connected, seconds. Default 15.</summary>
    [Range(1, 300)]
    public int HeartbeatSeconds { get; set; } = 15;

    /// <summary>The console's own address as people reach it, for links in mails: <c>https://console.example.ng</c>.</summary>
    [Url]
    public string? PublicUrl { get; set; }

    /// <summary>The mail server; empty sends no mail.</summary>
    public string Host { get; set; } = "";

    /// <summary>Default 587.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>True: the connection is encrypted (STARTTLS) or nothing is sent. Default true.</summary>
    public bool StartTls { get; set; } = true;

    /// <summary>Empty signs in as nobody.</summary>
    public string User { get; set; } = "";
    public string Password { get; set; } = "";

    /// <summary>The sender.</summary>
    public string From { get; set; } = "";

    /// <summary>Who is told.</summary>
    public IList<string> To { get; init; } = [];

    /// <summary>So long something of that state must last before it is an alert. Looks come once a minute, give or take a moment that must not cost another minute.</summary>
    internal TimeSpan Patience(string state) => TimeSpan.FromMinutes(state == HealthStates.Down ? ErrorAfterMinutes : WarningAfterMinutes) - TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Host.Length == 0)
        {
            yield break;
        }
        if (!MailAddress.TryCreate(From, out _))
        {
            yield return new ValidationResult($"'{From}' is no e-mail address to send alerts from.", [nameof(From)]);
        }
        if (To.Count == 0)
        {
            yield return new ValidationResult("A mail server is named, but nobody to write to.", [nameof(To)]);
        }
        foreach (var to in To.Where(t => !MailAddress.TryCreate(t, out _)))
        {
            yield return new ValidationResult($"'{to}' is no e-mail address to send alerts to.", [nameof(To)]);
        }
    }
}
