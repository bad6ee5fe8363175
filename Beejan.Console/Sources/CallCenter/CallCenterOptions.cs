using System.ComponentModel.DataAnnotations;
using Beejan.Contracts;
using Beejan.Sources.Fields;

namespace Beejan.Sources.CallCenter;

/// <summary>How call-centre exports are read. Section <c>Beejan:Sources:CallCenter</c>.</summary>
public sealed class CallCenterOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:CallCenter";

    /// <summary>
    /// Column names by field (<see cref="Field"/>), best first, on top of the built-in ones: <c>"Text": ["Verbatim"]</c>. Compared by
    /// letters and digits only.
    /// </summary>
    public Dictionary<string, string[]> Columns { get; set; } = [];

    /// <summary>Longest row, bytes. A quote that is still open there was never closed. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRecordBytes { get; set; } = 1024 * 1024;

    /// <summary>The channel of rows that do not name theirs. Default <c>phone</c>.</summary>
    [AllowedValues(Channels.Phone, Channels.Sms, Channels.Social, Channels.Web, Channels.Email)]
    public string Channel { get; set; } = Channels.Phone;

    /// <summary>How its dates are written, <c>dd/MM/yyyy</c> or <c>MM/dd/yyyy</c>. Default null: each file tells by a day over twelve.</summary>
    [AllowedValues(null, "dd/MM/yyyy", "MM/dd/yyyy")]
    public string? TimeOrder { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FieldTable.Check(Columns, nameof(Columns));
}
