using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Beejan.Storage;

namespace Beejan.Governance.Privacy;

/// <summary>
/// Turns an identity into a stable number that joins rows without showing it: the first 63 bits of HMAC-SHA256 under a key that is made once
/// and kept in <c>data/keys/pseudonym.key</c>, readable by the owner alone. Without the key the number cannot be traced back by trying all numbers.
/// </summary>
public sealed class Pseudonyms : IDisposable
{
    // One a thread: setting it up costs as much as using it.
    private readonly ThreadLocal<IncrementalHash> _keyed;
    private readonly KeyedPrint _prints;

    /// <param name="data">Where the key is kept.</param>
    public Pseudonyms(DataDirectory data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var key = ReadOrMake(Path.Combine(data.Folder("keys"), "pseudonym.key"));
        _keyed = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
        _prints = new KeyedPrint(HMACSHA256.HashData(key, "prints"u8).AsSpan(0, KeyedPrint.KeyLength));
    }

    /// <summary>
    /// A print under the same key: the same for the same print, so rows still match, and of no use to who would guess what was said by trying.
    /// 0 stays 0, nothing else becomes it.
    /// </summary>
    /// <param name="print">64 bits that tell one text from another; on their own they can be found by trying.</param>
    public long PrintOf(long print) => print == 0 ? 0 : unchecked((long)_prints.Of((ulong)print)) is var keyed and not 0 ? keyed : 1;

    /// <summary>The customer's id: positive, the same for the same identity for as long as the key is kept.</summary>
    /// <param name="identity">Kind and value, such as <c>msisdn:+2348031234567</c>.</param>
    public long CustomerId(string identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        Span<byte> text = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(identity, text, out var length))
        {
            text = Encoding.UTF8.GetBytes(identity);
            length = text.Length;
        }
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var keyed = _keyed.Value!;
        keyed.AppendData(text[..length]);
        keyed.GetHashAndReset(hash);
        return Math.Max(1, BinaryPrimitives.ReadInt64BigEndian(hash) & long.MaxValue);
    }

    public void Dispose()
    {
        foreach (var keyed in _keyed.Values)
        {
            keyed.Dispose();
        }
        _keyed.Dispose();
    }

    private static byte[] ReadOrMake(string file)
    {
        if (!File.Exists(file))
        {
            var half = file + "." + Guid.NewGuid().ToString("n");
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var made = new FileStream(half, options))
            {
                made.Write(RandomNumberGenerator.GetBytes(32));
                made.Flush(flushToDisk: true);
            }
            try
            {
                // Two processes may start at once: whoever comes first made the key, the other uses it.
                File.Move(half, file, overwrite: false);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(half);
            }
        }
        var key = File.ReadAllBytes(file);
        return key.Length == 32 ? key : throw new InvalidDataException($"{file} must hold 32 bytes, not {key.Length}: restore it from the backup, or customers get new numbers");
    }
}
