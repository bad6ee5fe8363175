using System.ComponentModel.DataAnnotations;

namespace Beejan.Intake.Gateways;

/// <summary>The SMS gateways that push messages here. Section <c>Beejan:Intake:Gateways</c>.</summary>
public sealed class GatewayOptions : IValidatableObject
{
    public const string Section = "Beejan:Intake:Gateways";

    /// <summary>
    /// The address the gateways call, scheme and host (<c>https://care.example.ng</c>): Twilio signs it. Default: the address of the request,
    /// which is right only without a reverse proxy.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>How far a signed time may be from ours, minutes. Default 5.</summary>
    [Range(1, 60)]
    public int ToleranceMinutes { get; set; } = 5;

    /// <summary>The header in which Africa's Talking, or a proxy before us, may carry the shared secret. Default <c>X-Beejan-Secret</c>.</summary>
    [Required]
    public string SecretHeader { get; set; } = "X-Beejan-Secret";

    /// <summary>Auth tokens of the Twilio account.</summary>
    public GatewaySecrets Twilio { get; set; } = new();

    /// <summary>Shared secrets, carried in the path (<c>/api/v1/intake/sms/africas-talking/SECRET</c>) or in <see cref="SecretHeader"/>.</summary>
    public GatewaySecrets AfricasTalking { get; set; } = new();

    /// <summary>Standard Webhooks secrets: base64 of 16 to 128 bytes, with or without <c>whsec_</c> in front.</summary>
    public GatewaySecrets Standard { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PublicUrl is not null && !(Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new ValidationResult("must be an http or https address such as https://care.example.ng", [nameof(PublicUrl)]);
        }
        foreach (var (name, gateway) in new[] { (nameof(Twilio), Twilio), (nameof(AfricasTalking), AfricasTalking), (nameof(Standard), Standard) })
        {
            if (gateway.Secrets.Any(s => s.Trim().Length < GatewaySecrets.Shortest))
            {
                yield return new ValidationResult($"a secret has at least {GatewaySecrets.Shortest} characters", [$"{name}:{nameof(gateway.Secrets)}"]);
            }
        }
        if (Standard.Secrets.Any(s => StandardSignature.KeyOf(s) is null))
        {
            yield return new ValidationResult("a Standard Webhooks secret is whsec_ and base64 of 16 to 128 bytes", [$"{nameof(Standard)}:{nameof(Standard.Secrets)}"]);
        }
    }
}

/// <summary>The secrets of one gateway.</summary>
public sealed class GatewaySecrets
{
    public const int Shortest = 8;

    /// <summary>All of these are valid: to change one, add the new, switch the gateway over, remove the old. None: callers need an API key.</summary>
    public List<string> Secrets { get; set; } = [];
}
