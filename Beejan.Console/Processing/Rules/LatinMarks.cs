using System.Globalization;

namespace Beejan.Processing.Rules;

/// <summary>
/// Letters with marks: composes them (Unicode NFC for the Latin blocks and combining marks) and tells the bare letter. Our own,
/// because the framework's normalisation does nothing in globalization-invariant mode, which the app runs in.
/// </summary>
internal static class LatinMarks
{
    private static readonly Dictionary<uint, char> Composed = [];
    private static readonly byte[] Classes = new byte[0x70];
    private static readonly char[] Bare = MakeBare();

    /// <summary>True for U+0300…U+036F.</summary>
    public static bool IsMark(char c) => c is >= '\u0300' and <= '\u036F';

    /// <summary>The lower-case letter without marks; <c>'\0'</c> for a combining mark, which vanishes.</summary>
    public static char Fold(char c) => c < Bare.Length ? Bare[c] : char.ToLowerInvariant(c);

    /// <summary>The text with every letter and its marks in canonical order and composed.</summary>
    public static string Compose(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0300', '\u036F') < 0)
        {
            return text;
        }
        var output = new System.Text.StringBuilder(text.Length);
        Span<char> marks = stackalloc char[16];
        for (var i = 0; i < text.Length;)
        {
            var letter = text[i++];
            var count = 0;
            while (i < text.Length && IsMark(text[i]) && count < marks.Length)
            {
                marks[count++] = text[i++];
            }
            if (count > 0)
            {
                Sort(marks[..count]);
                letter = Join(letter, marks, ref count);
            }
            output.Append(letter).Append(marks[..count]);
        }
        return output.ToString();
    }

    private static char Join(char letter, Span<char> marks, ref int count)
    {
        var kept = 0;
        var blocked = 0;
        for (var m = 0; m < count; m++)
        {
            var rank = Class(marks[m]);
            // A mark composes only when no mark of the same class stands between it and the letter.
            if ((kept == 0 || blocked < rank) && Composed.TryGetValue(Pair(letter, marks[m]), out var joined))
            {
                letter = joined;
                continue;
            }
            blocked = rank;
            marks[kept++] = marks[m];
        }
        count = kept;
        return letter;
    }

    private static void Sort(Span<char> marks)
    {
        for (var i = 1; i < marks.Length; i++)
        {
            for (var k = i; k > 0 && Class(marks[k - 1]) > Class(marks[k]); k--)
            {
                (marks[k - 1], marks[k]) = (marks[k], marks[k - 1]);
            }
        }
    }

    private static int Class(char mark) => Classes[mark - 0x300] is 0 ? 230 : Classes[mark - 0x300];

    private static uint Pair(char letter, char mark) => ((uint)letter << 16) | mark;

    private static char[] MakeBare()
    {
        var bare = new char[0x1F00];
        for (var c = 0; c < bare.Length; c++)
        {
            bare[c] = char.ToLowerInvariant((char)c);
        }
        foreach (var line in EmbeddedData.Lines("latin-compositions.txt"))
        {
            var parts = line.Split(' ');
            if (parts[0] == "ccc")
            {
                Classes[Hex(parts[1]) - 0x300] = byte.Parse(parts[2], CultureInfo.InvariantCulture);
                continue;
            }
            var (whole, letter, mark) = (Hex(parts[0]), Hex(parts[1]), Hex(parts[2]));
            Composed[Pair((char)letter, (char)mark)] = (char)whole;
            bare[whole] = bare[letter];
        }
        for (var c = 0x1E00; c < 0x1F00; c++)
        {
            // Compositions of the second level (ệ = ẹ + ^) point to letters that were folded after them.
            bare[c] = bare[c] < bare.Length ? bare[bare[c]] : bare[c];
        }
        for (var c = 0x300; c <= 0x36F; c++)
        {
            bare[c] = '\0';
        }
        foreach (var (from, to) in (ReadOnlySpan<(char, char)>)[('ɓ', 'b'), ('Ɓ', 'b'), ('ɗ', 'd'), ('Ɗ', 'd'), ('ƙ', 'k'), ('Ƙ', 'k'), ('ƴ', 'y'), ('Ƴ', 'y'), ('ǝ', 'e'), ('Ǝ', 'e'), ('ø', 'o'), ('Ø', 'o')])
        {
            bare[from] = to;
        }
        return bare;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
