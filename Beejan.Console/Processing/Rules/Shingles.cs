using System.Buffers;

namespace Beejan.Processing.Rules;

/// <summary>
/// A text as the set of its words' three-letter pieces, to tell how alike two texts are: a slip of the finger costs a few pieces, another order
/// of words costs none, other words cost all of theirs. Numbers and tokens of personal data are kept apart: the same sentence about another
/// amount or another line is another matter.
/// </summary>
internal sealed class Shingles
{
    private readonly uint[] _pieces;
    private readonly uint[] _numbers;

    private Shingles(uint[] pieces, uint[] numbers) => (_pieces, _numbers) = (pieces, numbers);

    /// <summary>Different pieces.</summary>
    public int Count => _pieces.Length;

    /// <summary>
    /// Which pieces a text has, folded to 64 bits: each piece turns one of them. Two sketches differ in no more bits than there are pieces that
    /// only one of the texts has.
    /// </summary>
    public static long Sketch(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var folded = new FoldedText(text);
        Span<ulong> seen = stackalloc ulong[64];
        seen.Clear();
        for (var i = 0; i < folded.Count; i++)
        {
            var word = folded[i];
            for (var at = 0; at < word.Length; at++)
            {
                var piece = Piece(at == 0 ? ' ' : word[at - 1], word[at], at + 1 < word.Length ? word[at + 1] : ' ');
                seen[(int)(piece & 63)] |= 1UL << (int)((piece >> 6) & 63);
            }
        }
        var sketch = 0UL;
        foreach (var word in seen)
        {
            sketch ^= word;
        }
        return (long)sketch;
    }

    public static Shingles Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var folded = new FoldedText(text);
        var most = 0;
        for (var i = 0; i < folded.Count; i++)
        {
            most += folded[i].Length;
        }
        var pieces = ArrayPool<uint>.Shared.Rent(Math.Max(1, most));
        var numbers = ArrayPool<uint>.Shared.Rent(Math.Max(1, folded.Count));
        var (p, n) = (0, 0);
        for (var i = 0; i < folded.Count; i++)
        {
            var word = folded[i];
            if (word.ContainsAnyInRange('0', '9'))
            {
                numbers[n++] = Hash(word);
            }
            // Its edges count as letters, so that short words have pieces too.
            for (var at = 0; at < word.Length; at++)
            {
                pieces[p++] = Piece(at == 0 ? ' ' : word[at - 1], word[at], at + 1 < word.Length ? word[at + 1] : ' ');
            }
        }
        var tokens = text.AsSpan();
        while (n < numbers.Length && Token(ref tokens) is { IsEmpty: false } token)
        {
            numbers[n++] = Hash(token);
        }
        var made = new Shingles(Set(pieces.AsSpan(0, p)), Set(numbers.AsSpan(0, n)));
        ArrayPool<uint>.Shared.Return(pieces);
        ArrayPool<uint>.Shared.Return(numbers);
        return made;
    }

    /// <summary>Pieces that both have.</summary>
    public int Common(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Common(_pieces, other._pieces);
    }

    /// <summary>True when each names a number that the other does not.</summary>
    public bool NumbersDiffer(Shingles other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var common = Common(_numbers, other._numbers);
        return common < _numbers.Length && common < other._numbers.Length;
    }

    /// <summary>The next token, such as <c>PHONE:kdfwmzbrtq</c>, and the text behind it; empty when there is none.</summary>
    private static ReadOnlySpan<char> Token(ref ReadOnlySpan<char> text)
    {
        while (text.IndexOf('[') is >= 0 and var open)
        {
            text = text[(open + 1)..];
            var length = text.IndexOfAny(']', ' ');
            if (length > 0 && text[length] == ']' && text[..length].Contains(':'))
            {
                return text[..length];
            }
        }
        return default;
    }

    private static int Common(uint[] mine, uint[] theirs)
    {
        var (i, j, common) = (0, 0, 0);
        while (i < mine.Length && j < theirs.Length)
        {
            var (a, b) = (mine[i], theirs[j]);
            common += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }
        return common;
    }

    /// <summary>Sorted, each once.</summary>
    private static uint[] Set(Span<uint> values)
    {
        values.Sort();
        var kept = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i == 0 || values[i] != values[i - 1])
            {
                values[kept++] = values[i];
            }
        }
        return values[..kept].ToArray();
    }

    private static uint Piece(char a, char b, char c) => unchecked((uint)(Fingerprint.Avalanche(((ulong)a << 32) | ((ulong)b << 16) | c) >> 32));

    private static uint Hash(ReadOnlySpan<char> word)
    {
        var hash = Fingerprint.Seed;
        foreach (var c in word)
        {
            hash = Fingerprint.Mix(hash, c);
        }
        return unchecked((uint)(Fingerprint.Avalanche(hash) >> 32));
    }
}
