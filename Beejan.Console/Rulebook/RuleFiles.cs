using System.Globalization;
using System.Security.Cryptography;
using Beejan.Storage;

namespace Beejan.Rulebook;

/// <summary>
/// The files of model versions, in <c>models/</c> of the data directory: written once, never changed, backed up with the rest.
/// The database has a copy, so that every node finds them.
/// </summary>
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
        // A name of its own: two nodes on one directory may write the same file at the same time.
        var half = $"{path}.{Guid.NewGuid():n}.part";
        await using (var stream = new FileStream(half, FileMode.CreateNew, FileAccess.Write))
        {
            await stream.WriteAsync(bytes, ct);
            stream.Flush(flushToDisk: true);
        }
        File.Move(half, path, overwrite: true);
        return ($"{Folder}/{name}", hash);
    }

    /// <summary>
    /// The bytes of a version's file. Where it is missing or damaged, on another node or after an accident, it is made again from the copy in
    /// the database.
    /// </summary>
    /// <param name="version">With its content.</param>
    /// <exception cref="InvalidDataException">Neither the file nor the copy is what was written; the message says how to mend it.</exception>
    public async Task<byte[]> ReadAsync(RuleVersionRow version, CancellationToken ct)
    {
        var path = System.IO.Path.Combine(data.Root, version.File ?? "");
        if (version.File is not null && File.Exists(path) && await File.ReadAllBytesAsync(path, ct) is var bytes && IsWhole(bytes, version))
        {
            return bytes;
        }
        if (version.File is null || Copy(version) is not { } copy || !IsWhole(copy, version))
        {
            throw new InvalidDataException($"the file of {version.Kind} {version.Number} ({version.File}) is gone or damaged: restore it from a backup, or roll back");
        }
        await WriteAsync(version.Kind, version.Number, copy, ct);
        return copy;
    }

    private static bool IsWhole(byte[] bytes, RuleVersionRow version) => Convert.ToHexStringLower(SHA256.HashData(bytes)) == version.Hash;

    private static byte[]? Copy(RuleVersionRow version)
    {
        var bytes = new byte[version.Content.Length];
        return version.Content.Length > 0 && Convert.TryFromBase64String(version.Content, bytes, out var length) ? bytes[..length] : null;
    }
}
