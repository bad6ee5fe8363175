using System.Globalization;
using System.Security.Cryptography;
using Beejan.Storage;

namespace Beejan.Rulebook;

/// <summary>The files of model versions, in <c>models/</c> of the data directory: written once, never changed, backed up with the rest.</summary>
internal sealed class RuleFiles(DataDirectory data)
{
    private const string Folder = "models";

    /// <summary>Stores a file whole or not at all; the name carries the version and the hash.</summary>
    /// <returns>The path below the data directory, and the SHA-256.</returns>
    public async Task<(string Path, string Hash)> WriteAsync(string kind, int number, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        var name = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}-{hash[..12]}.model");
        var path = System.IO.Path.Combine(data.Folder(Folder), name);
        await using (var half = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            await half.WriteAsync(bytes, ct);
            half.Flush(flushToDisk: true);
        }
        File.Move(path + ".part", path, overwrite: true);
        return ($"{Folder}/{name}", hash);
    }

    /// <summary>The bytes of a version's file.</summary>
    /// <exception cref="InvalidDataException">The file is gone or not what was written; the message says how to mend it.</exception>
    public async Task<byte[]> ReadAsync(RuleVersionRow version, CancellationToken ct)
    {
        var path = System.IO.Path.Combine(data.Root, version.File ?? "");
        if (version.File is null || !File.Exists(path))
        {
            throw new InvalidDataException($"the file of {version.Kind} {version.Number} ({version.File}) is gone: restore it from a backup, or roll back");
        }
        var bytes = await File.ReadAllBytesAsync(path, ct);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == version.Hash ? bytes
            : throw new InvalidDataException($"the file of {version.Kind} {version.Number} ({version.File}) is damaged: restore it from a backup, or roll back");
    }
}
