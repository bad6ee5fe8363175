using System.ComponentModel.DataAnnotations;
using Beejan.Sources.Fields;

namespace Beejan.Sources.Files;

/// <summary>How tables of any kind are read. Section <c>Beejan:Sources:Files</c>.</summary>
public sealed class FilesOptions : IValidatableObject
{
    public const string Section = "Beejan:Sources:Files";

    /// <summary>Column names by field (<see cref="Field"/>), best first, on top of the built-in ones.</summary>
    public Dictionary<string, string[]> Columns { get; set; } = [];

    /// <summary>Longest row of a text file, bytes. Default 1 MiB.</summary>
    [Range(1024, 16 * 1024 * 1024)]
    public int MaxRecordBytes { get; set; } = 1024 * 1024;

    /// <summary>Largest Excel workbook, bytes: it is held in memory while it is read. Default 64 MiB.</summary>
    [Range(1024, 512 * 1024 * 1024)]
    public int MaxWorkbookBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How large a workbook may become when it is unpacked, bytes. Default 512 MiB.</summary>
    [Range(1024, 16L * 1024 * 1024 * 1024)]
    public long MaxUnpackedBytes { get; set; } = 512L * 1024 * 1024;

    /// <summary>Names under which the house itself writes in WhatsApp chats, as the exports show them: what they say is no complaint.</summary>
    public IReadOnlyList<string> ChatOwnNames { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => FieldTable.Check(Columns, nameof(Columns));
}
