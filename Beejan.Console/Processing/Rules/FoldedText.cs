using System.Buffers;

namespace Beejan.Processing.Rules;

/// <summary>
/// A text as the rules read it: lower-case words without marks, apostrophes and hyphens closed up ("don't" is <c>dont</c>), a space between.
/// Links are left out. Dispose gives the buffers back.
/// </summary>
internal ref struct FoldedText : IDisposable
{
    private readonly char[] _chars;
    private readonly int[] _ends;
    private int _length;

    public FoldedText(string text)
    {
        _chars = ArrayPool<char>.Shared.Rent(text.Length + 1);
        _ends = ArrayPool<int>.Shared.Rent((text.Length / 2) + 2);
        Read(text);
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    public readonly ReadOnlySpan<char> this[int word] => Phrase(word, 1);

    /// <summary>Some words in a row, with single spaces.</summary>
    public readonly ReadOnlySpan<char> Phrase(int first, int count)
    {
        var start = first == 0 ? 0 : _ends[first - 1] + 1;
        return _chars.AsSpan(start, _ends[first + count - 1] - start);
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        ArrayPool<int>.Shared.Return(_ends);
    }

    /// <summary>The folded form of a phrase of ours, such as a cue or a place's name.</summary>
    public static string Of(string text)
    {
        using var folded = new FoldedText(text);
        return folded.Count == 0 ? "" : folded.Phrase(0, folded.Count).ToString();
    }

    private void Read(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = LatinMarks.Fold(text[i]);
            if (c is >= 'a' and <= 'z' or >= '0' and <= '9' || (c > 127 && char.IsLetter(c)))
            {
                if (_length == start && c == 'h' && IsLink(text.AsSpan(i)))
                {
                    i += LinkLength(text.AsSpan(i)) - 1;
                    continue;
                }
                _chars[_length++] = c;
            }
            else if (_length > start && c != '\0' && !Joins(text, i, c))
            {
                _ends[Count++] = _length;
                _chars[_length++] = ' ';
                start = _length;
            }
        }
        if (_length > start)
        {
            _ends[Count++] = _length;
        }
    }

    // Apostrophes and hyphens inside a word belong to it: don't, ma'aikaci, na-akwusi.
    private static bool Joins(string text, int at, char c) =>
        c is '\'' or '\u2019' or '\u2018' or '\u02BC' or '`' && at + 1 < text.Length && char.IsLetter(text[at + 1]);

    private static bool IsLink(ReadOnlySpan<char> text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && text.Length > 8 && (text[4] == ':' || text[5] == ':');

    private static int LinkLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(' ');
        return end < 0 ? text.Length : end;
    }
}
