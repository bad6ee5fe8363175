using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;

namespace Beejan.Intake;

/// <summary>Makes a record's key fit to be stored, compared and shown, whatever the source sent.</summary>
internal static class Keys
{
    public const int Longest = 200;

    /// <summary>
    /// A missing key becomes <c>sha-</c> and 16 hex digits of the payload's hash, so the same bytes are the same record. A key that is too
    /// long, or holds what a database refuses (control characters, half a surrogate pair), becomes the same of the key itself, so a later
    /// version of that record still finds the first.
    /// </summary>
    public static RawRecord Normalise(RawRecord record) =>
        string.IsNullOrWhiteSpace(record.Key) ? record with { Key = Short(record.Hash) }
        : Fits(record.Key) ? record
        : record with { Key = Short(SHA256.HashData(Encoding.Unicode.GetBytes(record.Key))) };

    private static bool Fits(string key)
    {
        if (key.Length > Longest)
        {
            return false;
        }
        for (var i = 0; i < key.Length; i++)
        {
            var c = key[i];
            if (char.IsControl(c) || (char.IsSurrogate(c) && !(i + 1 < key.Length && char.IsSurrogatePair(c, key[++i]))))
            {
                return false;
            }
        }
        return true;
    }

    private static string Short(ReadOnlySpan<byte> hash) => "sha-" + Convert.ToHexStringLower(hash[..8]);
}
