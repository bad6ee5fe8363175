using System.Buffers;
using System.Globalization;
using System.Text;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Groups of digits that stand together as one number may ("0803 123 4567", "4111-1111-1111-1111", "+234 (0)803"), in whatever script the
/// digits are. Read once; then any number of leading groups can be looked at.
/// </summary>
internal ref struct DigitRun
{
    public const int MostGroups = 20;
    public const int MostDigits = 20;

    // Characters nobody sees.
    private static readonly SearchValues<char> Unseen = SearchValues.Create("\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u00AD\uFEFF");
    private static readonly SearchValues<char> Soft = SearchValues.Create(" -.()\u00A0\u202F\u2010\u2011\u2012\u2013\u2212\t\r\n");
    private static readonly SearchValues<char> Hard = SearchValues.Create(",/_*|~:\u00B7\u2022");

    private readonly Span<char> _digits;
    private readonly Span<int> _ends;
    private readonly Span<int> _totals;
    private int _count;

    public DigitRun(Span<char> digits, Span<int> ends, Span<int> totals)
    {
        _digits = digits;
        _ends = ends;
        _totals = totals;
    }

    /// <summary>How many groups were read.</summary>
    public int Groups { get; private set; }

    /// <summary>The first group joined to the one before it by a mark that usually separates numbers (comma, slash); no group when none is.</summary>
    public int FirstHard { get; private set; }

    /// <summary>True when letters were read as digits.</summary>
    public bool HasLetters { get; private set; }

    public readonly ReadOnlySpan<char> Digits(int groups) => _digits[.._totals[groups - 1]];

    /// <summary>Behind the last character of that many groups.</summary>
    public readonly int End(int groups) => _ends[groups - 1];

    /// <summary>Digits up to each group's end.</summary>
    public readonly ReadOnlySpan<int> Totals(int groups) => _totals[..groups];

    /// <summary>The digit at a place, and how many characters it takes; -1 for none.</summary>
    public static int DigitAt(ReadOnlySpan<char> text, int at, out int width)
    {
        width = 1;
        var c = text[at];
        if (c < 128)
        {
            return char.IsAsciiDigit(c) ? c - '0' : -1;
        }
        if (char.IsHighSurrogate(c))
        {
            if (Rune.DecodeFromUtf16(text[at..], out var rune, out width) != OperationStatus.Done || !Rune.IsDigit(rune))
            {
                return -1;
            }
            return (int)Rune.GetNumericValue(rune);
        }
        return char.IsDigit(c) ? CharUnicodeInfo.GetDecimalDigitValue(c) : -1;
    }

    /// <param name="text">The text.</param>
    /// <param name="at">The first digit.</param>
    /// <param name="letters">Whether O and I count as the digits they look like.</param>
    public void Read(ReadOnlySpan<char> text, int at, bool letters)
    {
        (_count, Groups, FirstHard, HasLetters) = (0, 0, MostGroups, false);
        while (Groups < MostGroups)
        {
            at = Group(text, at, letters);
            if (_count > MostDigits)
            {
                break;
            }
            _ends[Groups] = at;
            _totals[Groups++] = _count;
            var next = AfterMark(text, at, letters, out var hard);
            if (next < 0)
            {
                break;
            }
            FirstHard = hard ? Math.Min(FirstHard, Groups) : FirstHard;
            at = next;
        }
    }

    private int Group(ReadOnlySpan<char> text, int at, bool letters)
    {
        while (at < text.Length)
        {
            var digit = Value(text, at, letters, out var width);
            if (digit < 0)
            {
                break;
            }
            HasLetters |= char.IsAsciiLetter(text[at]);
            if (_count < _digits.Length)
            {
                _digits[_count++] = (char)('0' + digit);
            }
            at += width;
            // The frame of a key-cap emoji belongs to its digit.
            while (at < text.Length && text[at] is '\uFE0F' or '\u20E3')
            {
                at++;
            }
        }
        return at;
    }

    private static int Value(ReadOnlySpan<char> text, int at, bool letters, out int width)
    {
        var digit = DigitAt(text, at, out width);
        return digit >= 0 || !letters ? digit : text[at] switch { 'O' or 'o' => 0, 'I' or 'l' => 1, _ => -1 };
    }

    // Where the next group begins behind a mark: one, or a dash or point with spaces, or brackets as in "(0803) 123"; -1 when none follows.
    private static int AfterMark(ReadOnlySpan<char> text, int at, bool letters, out bool hard)
    {
        var marks = 0;
        var wide = false;
        hard = false;
        for (var start = at; at < text.Length && at - start < 8; at++)
        {
            var c = text[at];
            if (Unseen.Contains(c))
            {
                continue;
            }
            var soft = Soft.Contains(c);
            if (!soft && !Hard.Contains(c))
            {
                break;
            }
            wide |= c is '(' or ')' || (marks > 0 && c is '-' or '\u2013' or '\r' or '\n');
            hard |= !soft;
            if (++marks > 3)
            {
                return -1;
            }
        }
        // Two plain marks in a row ("12.  500", "500, 300") are a sentence, not a number.
        return at < text.Length && (marks <= 1 || wide) && Value(text, at, letters, out _) >= 0 ? at : -1;
    }
}
