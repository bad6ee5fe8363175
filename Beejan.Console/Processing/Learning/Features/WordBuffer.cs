using System.Globalization;
using System.Numerics;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Learning.Features;

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
    private const int LeastSet = 64;
    private static readonly byte[] Plain = [.. Enumerable.Range(0, 128).Select(c => char.IsAsciiLetterOrDigit((char)c) ? (byte)char.ToLowerInvariant((char)c) : (byte)0)];
    private readonly WordRoom _room;
    private readonly char[] _chars;
    private readonly int[] _starts;
    private readonly ulong[] _keys;
    private int _length;

    public WordBuffer(ReadOnlySpan<char> text)
    {
        text = text.Length > MostChars ? text[..MostChars] : text;
        // Worst case: every character is a word by itself with a space before it, one space after the last, one more entry of starts.
        _room = WordRoom.Take((2 * text.Length) + 4 + PlainRun.Step);
        (_chars, _starts, _keys) = (_room.Chars, _room.Starts, _room.Keys);
        _chars[_length++] = ' ';
        Read(text);
        _starts[Count] = _length;
        Number();
    }

    public int Count { get; private set; }

    /// <summary>Characters in all words and the spaces around them.</summary>
    public readonly int Length => _length;

    /// <summary>The word alone.</summary>
    public readonly ReadOnlySpan<char> this[int word] => _chars.AsSpan(_starts[word], _starts[word + 1] - _starts[word] - 1);

    /// <summary>The word with the space before and after it.</summary>
    public readonly ReadOnlySpan<char> Edged(int word) => _chars.AsSpan(_starts[word] - 1, _starts[word + 1] - _starts[word] + 1);

    /// <summary>The word's hash; 0 when the text has said it before.</summary>
    public readonly ulong Key(int word) => _keys[2 * word];

    /// <summary>The hash of the pair that begins with this word; 0 when there is none or the text has said it before.</summary>
    public readonly ulong Pair(int word) => _keys[(2 * word) + 1];

    /// <summary>Some words in a row, with single spaces.</summary>
    public readonly ReadOnlySpan<char> Phrase(int first, int last) => _chars.AsSpan(_starts[first], _starts[last + 1] - _starts[first] - 1);

    /// <summary>It calls an account by its handle or carries a link, as what is posted for all to read does.</summary>
    public bool IsPost { get; private set; }

    /// <summary>False for a text of signs and numbers only.</summary>
    public bool HasLetters { get; private set; }

    public readonly void Dispose() => _room.Return();

    // Four times as many words of bits as words of text: one in two hundred is taken for a repeat by chance, the same ones each time.
    private readonly void Number()
    {
        var seen = _room.Seen.AsSpan(0, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(LeastSet, 4 * Count)));
        seen.Clear();
        var starts = _starts.AsSpan(0, Count + 1);
        var keys = _keys.AsSpan(0, 2 * Count);
        var chars = _chars.AsSpan(0, _length);
        var (before, last) = (0UL, 0);
        for (var w = 0; w + 1 < starts.Length; w++)
        {
            var word = chars[starts[w]..(starts[w + 1] - 1)];
            var key = WordKeys.Of(word);
            keys[2 * w] = WordKeys.IsNew(key, seen) ? key : 0;
            keys[(2 * w) + 1] = 0;
            if (word[0] is '!' or '?' or '/')
            {
                // A sign between two words does not part them.
                continue;
            }
            if (before != 0)
            {
                var pair = WordKeys.Pair(before, key);
                keys[(2 * last) + 1] = WordKeys.IsNew(pair, seen) ? pair : 0;
            }
            (before, last) = (key, w);
        }
    }

    private void Read(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length)
        {
            var c = text[i];
            if (c is ' ' or '.' or ',')
            {
                i++;
            }
            else if (c < Plain.Length ? Plain[c] != 0 : char.IsLetter(c))
            {
                i = c is 'h' or 'H' && IsLink(text[i..]) ? Link(text, i) : Word(text, i);
            }
            else
            {
                i = Sign(text, i, c);
            }
        }
    }

    private int Word(ReadOnlySpan<char> text, int i)
    {
        var (start, end, digits) = (_length, _length, 0);
        var read = PlainRun.Read(text[i..], _chars.AsSpan(end), ref digits);
        (i, end) = (i + read, end + read);
        if (i < text.Length && text[i] is ' ' or '.' or ',')
        {
            End(start, end, digits);
            return i;
        }
        // What is not plain: an apostrophe inside, marks, letters repeated, the end of the text.
        var (last, lastButOne) = (read > 0 ? _chars[end - 1] : '\0', read > 1 ? _chars[end - 2] : '\0');
        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c < Plain.Length)
            {
                var plain = (char)Plain[c];
                if (plain == 0)
                {
                    if (c is '\'' or '`' && i + 1 < text.Length && char.IsLetter(text[i + 1]))
                    {
                        continue;
                    }
                    break;
                }
                c = plain;
                digits += c <= '9' ? 1 : 0;
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
            if (c != last || c != lastButOne || c <= '9')
            {
                _chars[end++] = c;
                (lastButOne, last) = (last, c);
            }
        }
        End(start, end, digits);
        return i;
    }

    private void End(int start, int end, int digits)
    {
        HasLetters |= digits < end - start;
        if (digits > MostDigits && digits == end - start)
        {
            _chars[start] = '0';
            end = start + 1;
        }
        _length = end;
        Close(start);
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
        IsPost |= _length > start + 1;
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
        IsPost = true;
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
        text.Length > 8 && text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && (text[4] == ':' || text[5] == ':');
}
