namespace Beejan.Processing.Rules.Personal;

/// <summary>Finds numbers written as words: "zero eight zero three, double one …", with digits among them.</summary>
internal static class SpokenDigits
{
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    /// <summary>The number around the digit word at <paramref name="at"/>; null when it is no phone, BVN or NIN.</summary>
    /// <param name="next">Where to look on.</param>
    public static Piece? Find(ReadOnlySpan<char> text, int at, out int next)
    {
        next = at + 3;
        if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
        {
            return null;
        }
        var start = at;
        for (var before = Previous(text, start); before >= 0; before = Previous(text, start))
        {
            start = before;
        }
        Span<char> digits = stackalloc char[24];
        var count = 0;
        var end = start;
        var repeat = 1;
        for (var i = start; i < text.Length && count < digits.Length;)
        {
            var stop = WordEnd(text, i);
            if (Times(text[i..stop]) is > 1 and var times)
            {
                repeat = times;
            }
            else
            {
                var read = Digits(text[i..stop], repeat, digits[count..]);
                if (read == 0)
                {
                    break;
                }
                (count, end, repeat) = (count + read, stop, 1);
            }
            i = Skip(text, stop);
            if (i == stop)
            {
                break;
            }
        }
        next = Math.Max(next, end);
        var number = digits[..count];
        var plus = start > 0 && text[start - 1] == '+';
        var national = count >= 10 ? PhoneNumber.NationalOf(number, plus) : default;
        if (!national.IsEmpty)
        {
            return new Piece(plus ? start - 1 : start, end, PersonalKind.Phone, "+234" + national.ToString());
        }
        return count == 11 && (DigitCues.Before(text, start, out _) & (DigitCue.Nin | DigitCue.Bvn)) is not DigitCue.None and var cue
            ? new Piece(start, end, cue == DigitCue.Bvn ? PersonalKind.Bvn : PersonalKind.Nin, number.ToString()) : null;
    }

    // The start of the word before, when it is a digit, a digit's word or "double"; -1 otherwise.
    private static int Previous(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        while (end > 0 && IsMark(text[end - 1]))
        {
            end--;
        }
        var at = end;
        while (at > 0 && char.IsAsciiLetterOrDigit(text[at - 1]))
        {
            at--;
        }
        Span<char> some = stackalloc char[24];
        return end < start && at < end && (Times(text[at..end]) > 1 || Digits(text[at..end], 1, some) > 0) ? at : -1;
    }

    private static int Digits(ReadOnlySpan<char> word, int repeat, Span<char> into)
    {
        if (word.Length is > 0 and <= 11 && word.IndexOfAnyExceptInRange('0', '9') < 0)
        {
            var fits = word.Length <= into.Length;
            word[..(fits ? word.Length : 0)].CopyTo(into);
            return fits ? word.Length : 0;
        }
        var value = word.Length <= 2 && (word.Equals("o", StringComparison.OrdinalIgnoreCase) || word.Equals("oh", StringComparison.OrdinalIgnoreCase)) ? 0 : IndexOf(word);
        if (value < 0 || repeat > into.Length)
        {
            return 0;
        }
        into[..repeat].Fill((char)('0' + value));
        return repeat;
    }

    private static int IndexOf(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < Words.Length; i++)
        {
            if (word.Equals(Words[i], StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }
        return -1;
    }

    private static int Times(ReadOnlySpan<char> word) =>
        word.Equals("double", StringComparison.OrdinalIgnoreCase) ? 2 : word.Equals("triple", StringComparison.OrdinalIgnoreCase) ? 3 : 1;

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetterOrDigit(text[at]))
        {
            at++;
        }
        return at;
    }

    private static int Skip(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsMark(text[at]))
        {
            at++;
        }
        return at;
    }

    private static bool IsMark(char c) => c is ' ' or '-' or ',' or '.' or '\n' or '\r' or '\t';
}
