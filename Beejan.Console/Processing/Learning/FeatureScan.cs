using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning;

/// <summary>Takes the features of a text one by one.</summary>
internal interface IFeatureSink
{
    /// <param name="feature">0 … 2^<see cref="FeatureScan.Bits"/> - 1.</param>
    /// <param name="word">The word it starts in.</param>
    void Add(int feature, int word);
}

/// <summary>
/// Hashes the words, runs of words and runs of characters of a text to numbers of <see cref="Bits"/> bits. A sink that is a struct is
/// compiled into the loop; nothing is allocated per word.
/// </summary>
internal static class FeatureScan
{
    public const int Bits = 22;

    /// <summary>Runs of characters are the numbers from here on, words and runs of words those below.</summary>
    public const int FirstCharacterRun = 1 << (Bits - 1);
    private const uint WordSeed = 0x811C9DC5;
    private const uint RunSeed = 0x27D4EB2F;
    private const uint CharSeed = 0x165667B1;

    private const int LeastSeen = 256;
    private const int MostOnStack = 1024;

    /// <summary>
    /// Gives each feature of the text once, in order. Told from those before by a bitmap that grows with the text, so that about one
    /// in a hundred is left out by chance; the same ones each time.
    /// </summary>
    public static void Scan<TSink>(in WordBuffer words, FeatureShape shape, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        var size = Math.Max(LeastSeen, (int)BitOperations.RoundUpToPowerOf2((uint)words.Length * 2));
        var rented = size > MostOnStack ? ArrayPool<ulong>.Shared.Rent(size) : null;
        var seen = rented is null ? stackalloc ulong[size] : rented.AsSpan(0, size);
        seen.Clear();
        Scan(words, shape, seen, ref sink);
        if (rented is not null)
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    private static void Scan<TSink>(in WordBuffer words, FeatureShape shape, scoped Span<ulong> seen, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        uint before = 0, first = 0;
        for (var w = 0; w < words.Count; w++)
        {
            var edged = words.Edged(w);
            var hash = Word(edged[1..^1], out var marked);
            Give(hash, 0, w, seen, ref sink);
            if (marked)
            {
                // People leave marks out: the bare word speaks too.
                Give(Bare(edged[1..^1]), 0, w, seen, ref sink);
            }
            if (edged[1] is '!' or '?' or '/')
            {
                // A sign between two words does not part them.
                continue;
            }
            if (shape.WordGrams > 1 && before != 0)
            {
                Give(Run(before, hash), 0, w - 1, seen, ref sink);
                if (shape.WordGrams > 2 && first != 0)
                {
                    Give(Run(Run(first, before), hash), 0, w - 2, seen, ref sink);
                }
            }
            (first, before) = (before, hash);
            if (shape.CharTo > 0 && edged[1] != '@')
            {
                Characters(edged, shape.CharFrom, shape.CharTo, w, seen, ref sink);
            }
        }
    }

    private static void Characters<TSink>(ReadOnlySpan<char> edged, int from, int to, int word, scoped Span<ulong> seen, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        for (var start = 0; start + from <= edged.Length; start++)
        {
            var hash = CharSeed;
            var most = Math.Min(to, edged.Length - start);
            for (var n = 0; n < most; n++)
            {
                hash = Step(hash, edged[start + n]);
                if (n + 1 >= from)
                {
                    Give(hash, FirstCharacterRun, word, seen, ref sink);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Give<TSink>(uint hash, int kind, int word, scoped Span<ulong> seen, ref TSink sink)
        where TSink : struct, IFeatureSink, allows ref struct
    {
        hash = (hash ^ (hash >> 15)) * 0x2C1B3C6D;
        hash = (hash ^ (hash >> 13)) * 0x297A2D39;
        ref var bits = ref seen[(int)((hash >> 6) ^ (uint)kind) & (seen.Length - 1)];
        var bit = 1UL << (int)hash;
        if ((bits & bit) == 0)
        {
            bits |= bit;
            sink.Add((int)(hash >> (33 - Bits)) | kind, word);
        }
    }

    private static uint Word(ReadOnlySpan<char> word, out bool marked)
    {
        var hash = WordSeed;
        uint all = 0;
        foreach (var c in word)
        {
            hash = Step(hash, c);
            all |= c;
        }
        marked = all is > 127 and < 0xD800;
        return hash;
    }

    private static uint Bare(ReadOnlySpan<char> word)
    {
        var hash = WordSeed;
        foreach (var c in word)
        {
            var bare = LatinMarks.Fold(c);
            hash = bare == '\0' ? hash : Step(hash, bare);
        }
        return hash;
    }

    private static uint Run(uint before, uint hash) => ((before ^ RunSeed) * 0x9E3779B1) + (hash * 0x85EBCA77);

    private static uint Step(uint hash, char c) => (hash ^ c) * 0x01000193;
}
