using System.ComponentModel.DataAnnotations;

namespace Beejan.Customers;

/// <summary>How profiles are taken and customers linked. Section <c>Beejan:Customers</c>.</summary>
public sealed class CustomersOptions : IValidatableObject
{
    public const string Section = "Beejan:Customers";

    /// <summary>Largest file of profiles that the page and the API take, MiB; the inbox and the command line take any. Default 200.</summary>
    [Range(1, 2048)]
    public int MaxUploadMegabytes { get; set; } = 200;

    /// <summary>From this probability on two customers are linked by themselves. Default 0.98.</summary>
    [Range(0.5, 1)]
    public double LinkAbove { get; set; } = 0.98;

    /// <summary>From this probability on a person is asked. Default 0.5.</summary>
    [Range(0.01, 1)]
    public double AskAbove { get; set; } = 0.5;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (AskAbove > LinkAbove)
        {
            yield return new ValidationResult($"{Section}:AskAbove must not be above {Section}:LinkAbove", [nameof(AskAbove)]);
        }
    }
}
