using System.ComponentModel.DataAnnotations;
using Npgsql;

namespace Beejan.Storage;

/// <summary>Where everything is kept. Section <c>Beejan:Storage</c>.</summary>
public sealed class StorageOptions : IValidatableObject
{
    public const string Section = "Beejan:Storage";

    /// <summary>Holds database, lake, exports, inbox and keys: all that a backup needs. Relative to the content root. Default <c>data</c>.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary><c>Sqlite</c> (default) or <c>PostgreSql</c>.</summary>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Required with <c>PostgreSql</c>; with <c>Sqlite</c> the file is <c>beejan.db</c> in the data directory.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long a writer waits for another process on SQLite, seconds. Default 30.</summary>
    [Range(1, 600)]
    public int BusyTimeoutSeconds { get; set; } = 30;

    private static string? Fault(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 } ? null : "it names no Host";
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            // Not the text: it may hold a password.
            return e.Message.TrimEnd('.');
        }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == StorageProvider.PostgreSql && string.IsNullOrWhiteSpace(ConnectionString))
        {
            yield return new ValidationResult("is required when Provider is PostgreSql; for example Host=db;Database=beejan;Username=beejan", [nameof(ConnectionString)]);
        }
        else if (Provider == StorageProvider.PostgreSql && Fault(ConnectionString!) is { } fault)
        {
            yield return new ValidationResult($"cannot be read ({fault}); for example Host=db;Database=beejan;Username=beejan", [nameof(ConnectionString)]);
        }
    }
}

public enum StorageProvider
{
    Sqlite,
    PostgreSql,
}
