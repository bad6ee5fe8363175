using System.ComponentModel.DataAnnotations;
using Beejan.Sources.Fields;

namespace Beejan.Sources.WebForm;

/// <summary>How web forms are read. Section <c>Beejan:Sources:WebForm</c>.</summary>
public sealed class WebFormOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:WebForm";

    /// <summary>Names in the form by field (<see cref="Field"/>), best first, on top of the built-in ones.</summary>
    public Dictionary<string, string[]> Fields { get; set; } = [];

    /// <summary>Longest submission, bytes. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRecordBytes { get; set; } = 1024 * 1024;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FieldTable.Check(Fields, nameof(Fields));

    /// <summary>A form's own names, then what columns of tables are called: programs that post complaints name them like that, too.</summary>
    internal static IReadOnlyDictionary<Field, string[]> BuiltIn => FormNames.BuiltIn;
}
