using System.Runtime.CompilerServices;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Features;

/// <summary>Takes the features of a word one by one.</summary>
internal interface IFeatureSink
{
    /// <param name="feature">0 … 2^<see cref="FeatureScan.Bits"/> - 1.</param>
    /// <param name="length">Of a run of characters; 0 for a word.</param>
    void Add(int feature, int length);
}

/// <summary>
/// The features of a text, hashed to numbers of <see cref="Bits"/> bits: of each distinct word (<see cref="WordBuffer.Key"/>) itself, its bare
/// form and the runs of characters inside it, and each distinct pair of neighbours (<see cref="WordBuffer.Pair"/>). What a word gives never
/// depends on the words around it, so its sum of weights may be kept.
/// </summary>
internal static class FeatureScan
{
    public const int Bits = 22;

    /// <summary>Runs of characters are the numbers from here on, words and pairs those below.</summary>
    public const int FirstCharacterRun = 1 << (Bits - 1);
    private const uint CharSeed = 0x165667B1;
    private const ulong Mix = 0xD6E8FEB86659FD93;

    /// <summary>Gives a sink, which is compiled into the loop when it is a struct, the features of one word.</summary>
    /// <param name="edged">The word with a space before and after it.</param>
    /// <param name="key">Its hash.</param>
    /// <param name="from">The shortest run of characters.</param>
    /// <param name="to">The longest; 0 for none.</param>
    /// <param name="sink">Takes them.</param>
    public static void Word<TSink>(ReadOnlySpan<char> edged, ulong key, int from, int to, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        sink.Add(Of(key), 0);
        if (IsMarked(edged))
        {
            // People leave marks out: the bare word speaks too.
            sink.Add(Of(Bare(edged[1..^1])), 0);
        }
        if (to > 0 && edged[1] is not ('@' or '!' or '?' or '/'))
        {
            Characters(edged, from, to, ref sink);
        }
    }

    /// <summary>The feature of a word or of a pair of words.</summary>
    public static int Of(ulong key) => (int)((key * Mix) >> (64 - Bits + 1));

    private static void Characters<TSink>(ReadOnlySpan<char> edged, int from, int to, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        for (var start = 0; start + from <= edged.Length; start++)
        {
            var hash = CharSeed;
            var most = Math.Min(to, edged.Length - start);
            for (var n = 0; n < most; n++)
            {
                hash = (hash ^ edged[start + n]) * 0x01000193;
                if (n + 1 >= from)
                {
                    sink.Add(Run(hash), n + 1);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run(uint hash)
    {
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 13)) * 0x297A2D39;
        return (int)(hash >> (33 - Bits)) | FirstCharacterRun;
    }

    private static bool IsMarked(ReadOnlySpan<char> edged)
    {
        uint all = 0;
        foreach (var c in edged)
        {
            all |= c;
        }
        return all is > 127 and < 0xD800;
    }

    private static ulong Bare(ReadOnlySpan<char> word)
    {
        Span<char> bare = stackalloc char[64];
        var length = 0;
        foreach (var c in word[..Math.Min(word.Length, bare.Length)])
        {
            var plain = LatinMarks.Fold(c);
            if (plain != '\0')
            {
                bare[length++] = plain;
            }
        }
        return WordKeys.Of(bare[..length]);
    }
}
