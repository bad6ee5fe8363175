using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beejan.Governance.Audit;
using Beejan.Sources;
using Beejan.Sources.Files;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Mappings;

/// <summary>
/// Mappings that people saved, each a source: a file a mapping in <c>mappings</c> below the data directory. Another process sees a new one as
/// soon as it stands there.
/// </summary>
internal sealed class SavedMappings(DataDirectory data, IOptions<FilesOptions> options, IDatabase database, IAuditTrail audit, ILogger<SavedMappings> log) : ISavedSources
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Converters = { new JsonStringEnumConverter() } };

    private readonly string _folder = data.Folder("mappings");
    private readonly Lock _lock = new();
    private (DateTime Stamp, IReadOnlyList<Mapping> Mappings, IReadOnlyList<ISource> Sources) _known = (default, [], []);

    public IReadOnlyList<ISource> Current => Read().Sources;

    /// <summary>Alphabetical.</summary>
    public IReadOnlyList<Mapping> Mappings => Read().Mappings;

    /// <summary>Saves it, in place of the one with its name.</summary>
    /// <param name="by">Who does, for the audit trail.</param>
    public async Task SaveAsync(Mapping mapping, string by, CancellationToken ct)
    {
        await TellAsync(by, "mapping.saved", mapping.Name, string.Create(CultureInfo.InvariantCulture, $"{mapping.Columns.Count} columns"), ct);
        var path = PathOf(mapping.Name);
        // Written beside it and moved: nobody ever reads half a mapping, and the folder's time changes.
        await File.WriteAllTextAsync(path + ".part", JsonSerializer.Serialize(mapping, Json), ct);
        File.Move(path + ".part", path, overwrite: true);
        Forget();
    }

    /// <summary>Removes it. Records landed through it stay, and can no longer be judged again until it is saved anew.</summary>
    public async Task DeleteAsync(string name, string by, CancellationToken ct)
    {
        await TellAsync(by, "mapping.removed", name, null, ct);
        File.Delete(PathOf(name));
        Forget();
    }

    /// <summary>Before the deed, which is on no database: a trail that says too much is better than one that says too little.</summary>
    private Task<bool> TellAsync(string by, string action, string name, string? details, CancellationToken ct) => database.WriteAsync(async (db, stop) =>
    {
        await audit.WriteAsync(db, by, action, name, details, stop);
        return true;
    }, ct);

    private string PathOf(string name) => Path.Combine(_folder, Path.GetFileName(name) + ".json");

    private void Forget()
    {
        lock (_lock)
        {
            _known = (default, [], []);
        }
    }

    private (DateTime Stamp, IReadOnlyList<Mapping> Mappings, IReadOnlyList<ISource> Sources) Read()
    {
        var stamp = Directory.GetLastWriteTimeUtc(_folder);
        lock (_lock)
        {
            if (_known.Stamp != stamp)
            {
                var mappings = Directory.EnumerateFiles(_folder, "*.json").Select(Load).OfType<Mapping>().OrderBy(m => m.Name, StringComparer.Ordinal).ToList();
                _known = (stamp, mappings, [.. mappings.Select(m => new FilesSource(m.Name, m.Title.Length > 0 ? m.Title : m.Name, options.Value, m))]);
            }
            return _known;
        }
    }

    private Mapping? Load(string path)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<Mapping>(File.ReadAllText(path), Json);
            if (mapping?.Fault() is { } fault)
            {
                log.LogWarning("The mapping {Path} is left out: {Fault}", path, fault);
                return null;
            }
            return mapping;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            log.LogWarning(e, "The mapping {Path} cannot be read and is left out", path);
            return null;
        }
    }
}
