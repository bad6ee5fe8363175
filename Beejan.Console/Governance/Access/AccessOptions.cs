using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Beejan.Governance.Access;

/// <summary>Signing in and API keys. Section <c>Beejan:Access</c>.</summary>
public sealed class AccessOptions : IValidatableObject
{
    public const string Section = "Beejan:Access";

    /// <summary>An administrator made at start when there is no user of that e-mail: for scripts and first installs.</summary>
    public BootstrapAdmin BootstrapAdmin { get; set; } = new();

    /// <summary>An API key with all scopes that is not kept in the database: for scripts. At least 16 characters.</summary>
    public string? BootstrapApiKey { get; set; }

    /// <summary>Wrong passwords in a row that lock an account. Default 5.</summary>
    [Range(3, 20)]
    public int LockoutAfter { get; set; } = 5;

    /// <summary>How long it stays locked, minutes. Default 10.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 10;

    /// <summary>A browser's sign-in ends after so many hours without use. Default 8.</summary>
    [Range(1, 168)]
    public int SignInHours { get; set; } = 8;

    /// <summary>Reverse proxies on other machines, addresses (<c>10.0.0.5</c>) or networks (<c>10.0.0.0/8</c>): see <see cref="Access.Proxies"/>.</summary>
    public List<string> Proxies { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const string email = $"{nameof(BootstrapAdmin)}:{nameof(BootstrapAdmin.Email)}";
        const string password = $"{nameof(BootstrapAdmin)}:{nameof(BootstrapAdmin.Password)}";
        if (!string.IsNullOrEmpty(BootstrapAdmin.Email) && !new EmailAddressAttribute().IsValid(BootstrapAdmin.Email))
        {
            yield return new ValidationResult("is not an e-mail address", [email]);
        }
        if (string.IsNullOrEmpty(BootstrapAdmin.Email) != string.IsNullOrEmpty(BootstrapAdmin.Password))
        {
            yield return new ValidationResult("is missing: e-mail and password are given together", [string.IsNullOrEmpty(BootstrapAdmin.Email) ? email : password]);
        }
        else if (BootstrapAdmin.Password is { Length: > 0 } given && PasswordRules.Fault(given, BootstrapAdmin.Email) is { } fault)
        {
            yield return new ValidationResult($"is too weak: {fault}", [password]);
        }
        if (BootstrapApiKey is { Length: > 0 and < 16 })
        {
            yield return new ValidationResult("must have at least 16 characters", [nameof(BootstrapApiKey)]);
        }
        foreach (var (place, proxy) in Proxies.Index().Where(p => !Access.Proxies.Reads(p.Item)))
        {
            yield return new ValidationResult($"must be an address (10.0.0.5) or a network (10.0.0.0/8), not '{proxy}'", [string.Create(CultureInfo.InvariantCulture, $"{nameof(Proxies)}:{place}")]);
        }
    }
}

/// <summary>The administrator that scripts start with.</summary>
public sealed class BootstrapAdmin
{
    public string? Email { get; set; }
    public string? Password { get; set; }
}
