using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning.Features;

/// <summary>Hashes words and pairs of words to 64 bits, never 0. The same on every machine: models are stored by them.</summary>
internal static class WordKeys
{
    private const ulong Seed = 0x2545F4914F6CDD1D;
    private const ulong Mix = 0x9E3779B97F4A7C15;
    private const int CharsAStep = 4;

    public static ulong Of(ReadOnlySpan<char> word)
    {
        var hash = Seed ^ (ulong)word.Length;
        if (word.Length < CharsAStep)
        {
            var few = 0UL;
            foreach (var c in word)
            {
                few = (few << 16) | c;
            }
            return Step(hash, few) | 1;
        }
        for (var at = 0; at < word.Length - CharsAStep; at += CharsAStep)
        {
            hash = Step(hash, Read(word, at));
        }
        // The last step may read some characters again.
        return Step(hash, Read(word, word.Length - CharsAStep)) | 1;
    }

    public static ulong Pair(ulong first, ulong second) => Step(first, (second * Mix) >> 7) | 1;

    /// <summary>Notes a key in a bitmap whose length is a power of two; false when it was there (or, about once in two hundred, another's bit).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsNew(ulong key, Span<ulong> seen)
    {
        ref var bits = ref seen[(int)(key >> 40) & (seen.Length - 1)];
        var bit = 1UL << (int)(key >> 34);
        var isNew = (bits & bit) == 0;
        bits |= bit;
        return isNew;
    }

    private static ulong Read(ReadOnlySpan<char> word, int at) => BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.AsBytes(word[at..]));

    private static ulong Step(ulong hash, ulong chars)
    {
        hash = (hash ^ chars) * Mix;
        return hash ^ (hash >> 29);
    }
}
