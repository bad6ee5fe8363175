using System.Buffers;
using System.Globalization;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning;

/// <summary>
/// A text as the models read it: lower-case words with their marks, one space before each. Links become <c>//</c>,
/// long numbers <c>0</c>, currency signs <c>₦</c>, so nobody's number becomes a feature; tokens of the masker (<c>[PHONE]</c>) are
/// left out. Emoji, question and exclamation marks are words; letters repeated for emphasis count twice at most. Reads the first
/// <see cref="MostChars"/> characters. Dispose gives the buffers back.
/// </summary>
internal ref struct WordBuffer : IDisposable
{
    public const int MostChars = 6000;
    private const int MostDigits = 4;
    private readonly char[] _chars;
    private readonly int[] _starts;
    private int _length;

    public WordBuffer(ReadOnlySpan<char> text)
    {
        text = text.Length > MostChars ? text[..MostChars] : text;
        // Worst case: every character is a word by itself with a space before it, one space after the last, one more entry of starts.
        _chars = ArrayPool<char>.Shared.Rent((2 * text.Length) + 4);
        _starts = ArrayPool<int>.Shared.Rent(text.Length + 2);
        _chars[_length++] = ' ';
        Read(text);
        _starts[Count] = _length;
    }

    public int Count { get; private set; }

    /// <summary>Characters in all words and the spaces around them.</summary>
    public readonly int Length => _length;

    /// <summary>The word alone.</summary>
    public readonly ReadOnlySpan<char> this[int word] => _chars.AsSpan(_starts[word], _starts[word + 1] - _starts[word] - 1);

    /// <summary>The word with the space before and after it.</summary>
    public readonly ReadOnlySpan<char> Edged(int word) => _chars.AsSpan(_starts[word] - 1, _starts[word + 1] - _starts[word] + 1);

    /// <summary>Some words in a row, with single spaces.</summary>
    public readonly ReadOnlySpan<char> Phrase(int first, int last) => _chars.AsSpan(_starts[first], _starts[last + 1] - _starts[first] - 1);

    /// <summary>False for a text of signs and numbers only.</summary>
    public readonly bool HasLetters
    {
        get
        {
            foreach (var c in _chars.AsSpan(0, _length))
            {
                if (char.IsLetter(c))
                {
                    return true;
                }
            }
            return false;
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(_chars);
        ArrayPool<int>.Shared.Return(_starts);
    }

    private void Read(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            var plain = c < 128;
            if (plain ? char.IsAsciiLetterOrDigit(c) : char.IsLetter(c))
            {
                i = IsLink(text[i..]) ? Link(text, i) : Word(text, i);
            }
            else if (plain && c is ' ' or '.' or ',')
            {
                i++;
            }
            else
            {
                i = Sign(text, i, c);
            }
        }
    }

    private int Word(ReadOnlySpan<char> text, int i)
    {
        var start = _length;
        var digits = 0;
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 128)
            {
                if (char.IsAsciiLetter(c))
                {
                    c |= ' ';
                }
                else if (char.IsAsciiDigit(c))
                {
                    digits++;
                }
                else if (c is '\'' or '`' && i + 1 < text.Length && char.IsLetter(text[i + 1]))
                {
                    continue;
                }
                else
                {
                    break;
                }
            }
            else if (c is '\u2019' or '\u2018' or '\u02BC' && i + 1 < text.Length && char.IsLetter(text[i + 1]))
            {
                continue;
            }
            else if (char.IsLetter(c))
            {
                c = char.ToLowerInvariant(c);
            }
            else if (!LatinMarks.IsMark(c))
            {
                break;
            }
            if (_length < start + 2 || _chars[_length - 1] != c || _chars[_length - 2] != c || char.IsAsciiDigit(c))
            {
                _chars[_length++] = c;
            }
        }
        if (digits > MostDigits && digits == _length - start)
        {
            _chars[start] = '0';
            _length = start + 1;
        }
        Close(start);
        return i;
    }

    private int Sign(ReadOnlySpan<char> text, int i, char c)
    {
        switch (c)
        {
            case '@':
                return Handle(text, i);
            case '[':
                return i + Math.Max(1, Token(text[i..]));
            case '!' or '?':
                Single(c);
                return i + 1;
            case '₦' or '$' or '£' or '€':
                Single('₦');
                return i + 1;
            default:
                return c < 128 || !IsPicture(text, i, out var width) ? i + 1 : Picture(text, i, width);
        }
    }

    // The length of [PHONE] or [PHONE:bcdfghjklm]; 0 for anything else in brackets.
    private static int Token(ReadOnlySpan<char> text)
    {
        var close = text.IndexOf(']');
        if (close is < 2 or > 20)
        {
            return 0;
        }
        var inside = text[1..close];
        var colon = inside.IndexOf(':');
        var kind = colon < 0 ? inside : inside[..colon];
        return kind.Length is > 0 and < 11 && kind.IndexOfAnyExceptInRange('A', 'Z') < 0 && (colon < 0 || inside[(colon + 1)..].IndexOfAnyExceptInRange('a', 'z') < 0) ? close + 1 : 0;
    }

    // A handle is one word with its sign: whom a post speaks to matters, how the name is spelt does not.
    private int Handle(ReadOnlySpan<char> text, int i)
    {
        var start = _length;
        _chars[_length++] = '@';
        for (i++; i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || text[i] == '_'); i++)
        {
            _chars[_length++] = char.ToLowerInvariant(text[i]);
        }
        CloseOnce(start);
        return i;
    }

    private static bool IsPicture(ReadOnlySpan<char> text, int i, out int width)
    {
        width = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
        // Skin tones and the like change an emoji's look, not what it says.
        return width == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) is >= 0x1F000 and not (>= 0x1F3FB and <= 0x1F3FF)
            : text[i] is >= '\u2600' and <= '\u27BF' || char.GetUnicodeCategory(text[i]) == UnicodeCategory.OtherSymbol;
    }

    private int Picture(ReadOnlySpan<char> text, int i, int width)
    {
        var start = _length;
        text.Slice(i, width).CopyTo(_chars.AsSpan(_length));
        _length += width;
        CloseOnce(start);
        return i + width;
    }

    private int Link(ReadOnlySpan<char> text, int i)
    {
        var start = _length;
        _chars[_length++] = '/';
        _chars[_length++] = '/';
        CloseOnce(start);
        var end = text[i..].IndexOf(' ');
        return end < 0 ? text.Length : i + end;
    }

    private void Single(char c)
    {
        _chars[_length] = c;
        CloseOnce(_length++);
    }

    // The same sign many times in a row says it once.
    private void CloseOnce(int start)
    {
        if (Count > 0 && this[Count - 1, start].SequenceEqual(_chars.AsSpan(start, _length - start)))
        {
            _length = start;
            return;
        }
        Close(start);
    }

    private readonly ReadOnlySpan<char> this[int word, int end] => _chars.AsSpan(_starts[word], end - _starts[word] - 1);

    private void Close(int start)
    {
        _starts[Count++] = start;
        _chars[_length++] = ' ';
    }

    private static bool IsLink(ReadOnlySpan<char> text) =>
        text.Length > 8 && text[0] is 'h' or 'H' && text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && (text[4] == ':' || text[5] == ':');
}
