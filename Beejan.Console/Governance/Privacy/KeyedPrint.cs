using System.Buffers.Binary;
using System.Numerics;

namespace Beejan.Governance.Privacy;

/// <summary>
/// SipHash-2-4 (Aumasson, Bernstein 2012) of eight bytes: a keyed function at some nanoseconds a value, where an HMAC would cost as much as
/// the stage that asks. The framework has it inside only.
/// </summary>
internal sealed class KeyedPrint(ReadOnlySpan<byte> key)
{
    /// <summary>Bytes.</summary>
    public const int KeyLength = 16;

    private const ulong Length = 8UL << 56;
    private readonly ulong _k0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
    private readonly ulong _k1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);

    public ulong Of(ulong value)
    {
        var (v0, v1, v2, v3) = (_k0 ^ 0x736f6d6570736575, _k1 ^ 0x646f72616e646f6d, _k0 ^ 0x6c7967656e657261, _k1 ^ 0x7465646279746573);
        Take(value, ref v0, ref v1, ref v2, ref v3);
        Take(Length, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (var i = 0; i < 4; i++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Take(ulong word, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        unchecked
        {
            v0 += v1;
            v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
            v0 = BitOperations.RotateLeft(v0, 32);
            v2 += v3;
            v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
            v0 += v3;
            v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
            v2 += v1;
            v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
            v2 = BitOperations.RotateLeft(v2, 32);
        }
    }
}
