using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Beejan.Storage;

namespace Beejan.Governance.Privacy;

/// <summary>
/// Stands for a person without naming them: the same identity always gives the same number, and without this installation's key the
/// number tells nothing (a plain hash of a phone number can be undone by trying them all).
/// </summary>
public sealed class Pseudonyms(DataDirectory directory)
{
    private readonly Lazy<byte[]> _key = new(() => LoadOrCreate(Path.Combine(directory.Folder("keys"), "pseudonym.key")));

    /// <summary>The first eight bytes of HMAC-SHA256, never negative. On the hot path: allocates nothing for identities up to 340 characters.</summary>
    /// <param name="identity">Already normalised: <c>msisdn:+2348031234567</c>, <c>email:ada@example.org</c>.</param>
    public long CustomerId(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        var most = Encoding.UTF8.GetMaxByteCount(identity.Length);
        Span<byte> text = most <= 1024 ? stackalloc byte[1024] : new byte[most];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key.Value, text[..Encoding.UTF8.GetBytes(identity, text)], mac);
        return BinaryPrimitives.ReadInt64BigEndian(mac) & long.MaxValue;
    }

    /// <summary>Two processes may start at once: the one that renames first wins, the other reads what it wrote.</summary>
    private static byte[] LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var mine = $"{path}.{Guid.NewGuid():N}";
            var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(mine, create))
            {
                file.Write(RandomNumberGenerator.GetBytes(32));
                file.Flush(flushToDisk: true);
            }
            try
            {
                File.Move(mine, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(mine);
            }
        }
        var key = File.ReadAllBytes(path);
        return key.Length == 32 ? key : throw new InvalidDataException($"{path} must hold 32 bytes, it has {key.Length}: restore it from the backup, or customers get new numbers");
    }
}
