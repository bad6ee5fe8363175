using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Beejan.Contracts;

namespace Beejan.RawZone;

/// <summary>What the ledger's key index stands on.</summary>
internal static class Identities
{
    /// <summary>Digits of a counter at most.</summary>
    private const int LongNumber = 12;

    /// <summary>The identity of each record of a batch, in its order; large batches on all cores. Their hashes are computed on the way.</summary>
    public static long[] OfAll(IReadOnlyList<RawRecord> batch)
    {
        var identities = new long[batch.Count];
        void One(int i)
        {
            identities[i] = Of(batch[i].Source, batch[i].Key);
            _ = batch[i].Hash;
        }
        if (batch.Count < 256)
        {
            for (var i = 0; i < identities.Length; i++)
            {
                One(i);
            }
        }
        else
        {
            Parallel.For(0, identities.Length, One);
        }
        return identities;
    }

    /// <summary>
    /// 64 bits of source and key: 5 of FNV-1a over the source and all of the key but its last number, 34 for that number, then 25 of SHA-256 over
    /// the whole. Keys count up or tell the time, nearly all of them, so what arrives together stands together in the index and a batch writes
    /// a few of its pages instead of thousands. Of a short number the last two digits are left out; of a long one, which is a time, ten are
    /// taken: of a post's id on X those are a quarter of a second.
    /// </summary>
    public static long Of(SourceId source, string key)
    {
        var end = key.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        var start = key.AsSpan(0, end).LastIndexOfAnyExceptInRange('0', '9') + 1;
        var digits = end - start > LongNumber ? key.AsSpan(start, 10) : key.AsSpan(start, Math.Max(0, end - start - 2));
        var kind = Fnv32(key.AsSpan(end), Fnv32(key.AsSpan(0, start), Fnv32(source.Value, 2166136261u)));
        _ = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return ((long)(kind >> 27) << 59) | (number << 25) | (Hash32(source.Value + "\n" + key) >> 7);
    }

    /// <summary>Fowler, Noll and Vo's hash (RFC 9923) of the UTF-16 units, going on from <paramref name="hash"/>.</summary>
    private static uint Fnv32(ReadOnlySpan<char> text, uint hash)
    {
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }
        return hash;
    }

    private static uint Hash32(ReadOnlySpan<char> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var length = Encoding.UTF8.GetByteCount(text);
        var bytes = length <= 512 ? stackalloc byte[512] : new byte[length];
        Encoding.UTF8.GetBytes(text, bytes);
        SHA256.HashData(bytes[..length], hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }
}
