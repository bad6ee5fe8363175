namespace Beejan.Processing.Rules.Personal;

/// <summary>Finds numbers written as words: "zero eight zero three, double one …", with digits among them.</summary>
internal static class SpokenDigits
{
    private const int MostDigits = 24;
    private static readonly string[] Words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

    // A word or a group of figures: where it stands, and which digits of the number it gives.
    private readonly record struct Part(int Start, int End, int From, int To);

    /// <summary>The number around the digit word at <paramref name="at"/>; null when it is no phone, BVN, NIN or account.</summary>
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
        Span<char> digits = stackalloc char[MostDigits];
        Span<Part> parts = stackalloc Part[MostDigits];
        var (count, words, repeat, first) = (0, 0, 1, start);
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
                parts[words++] = new Part(repeat > 1 ? first : i, stop, count, count + read);
                (count, repeat) = (count + read, 1);
            }
            first = i;
            i = Skip(text, stop);
            if (i == stop)
            {
                break;
            }
        }
        next = words == 0 ? next : Math.Max(next, parts[words - 1].End);
        return Phone(text, digits, parts[..words]) ?? Other(text, digits, parts[..words]);
    }

    /// <summary>True when a digit's word stands behind figures: "0803 five four …".</summary>
    public static bool GoesOn(ReadOnlySpan<char> text, int at, out int word)
    {
        word = Skip(text, at);
        Span<char> some = stackalloc char[MostDigits];
        return word > at && word < text.Length && char.IsAsciiLetter(text[word]) && text[word..WordEnd(text, word)].Length > 2
            && Digits(text[word..WordEnd(text, word)], 1, some) > 0;
    }

    // "O" is a word of our languages too ("… five six o"): a number may begin behind the first digit word and end before the last.
    private static Piece? Phone(ReadOnlySpan<char> text, ReadOnlySpan<char> digits, ReadOnlySpan<Part> parts)
    {
        for (var from = 0; from < parts.Length; from++)
        {
            var (start, plus) = Plus(text, parts[from].Start);
            for (var to = parts.Length - 1; to >= from && parts[to].To - parts[from].From >= 10; to--)
            {
                if (PhoneNumber.NationalOf(digits[parts[from].From..parts[to].To], plus) is { IsEmpty: false } national)
                {
                    return new Piece(start, parts[to].End, PersonalKind.Phone, "+234" + national.ToString());
                }
            }
        }
        return null;
    }

    // Only the words around it tell these from a count.
    private static Piece? Other(ReadOnlySpan<char> text, ReadOnlySpan<char> digits, ReadOnlySpan<Part> parts)
    {
        for (var to = parts.Length - 1; to >= 0 && parts[to].To >= 10; to--)
        {
            var cue = DigitCues.After(text, parts[to].End);
            cue = cue == DigitCue.None ? DigitCues.Before(text, parts[0].Start, out _) : cue;
            cue = cue is DigitCue.None or DigitCue.Phone && DigitCues.NamesBank(text, parts[to].End) ? DigitCue.Account : cue;
            PersonalKind? kind = (parts[to].To, cue) switch
            {
                (11, DigitCue.Bvn) => PersonalKind.Bvn,
                (11, not DigitCue.None) when (cue & (DigitCue.Nin | DigitCue.Bvn)) != 0 => PersonalKind.Nin,
                (10, DigitCue.Account) => PersonalKind.Account,
                (>= 13 and <= 19, DigitCue.Card) => PersonalKind.Card,
                _ => null,
            };
            if (kind is { } found)
            {
                return new Piece(parts[0].Start, parts[to].End, found, digits[..parts[to].To].ToString());
            }
        }
        return null;
    }

    private static (int Start, bool Plus) Plus(ReadOnlySpan<char> text, int start) =>
        start > 0 && text[start - 1] == '+' ? (start - 1, true)
        : text[..start].EndsWith("plus ", StringComparison.OrdinalIgnoreCase) ? (start - 5, true) : (start, false);

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
        Span<char> some = stackalloc char[MostDigits];
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
        var value = IsNought(word) ? 0 : IndexOf(word);
        if (value < 0 || repeat > into.Length)
        {
            return 0;
        }
        into[..repeat].Fill((char)('0' + value));
        return repeat;
    }

    private static bool IsNought(ReadOnlySpan<char> word) => word.Length switch
    {
        1 or 2 => word.Equals("o", StringComparison.OrdinalIgnoreCase) || word.Equals("oh", StringComparison.OrdinalIgnoreCase),
        3 => word.Equals("nil", StringComparison.OrdinalIgnoreCase),
        6 => word.Equals("nought", StringComparison.OrdinalIgnoreCase) || word.Equals("naught", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

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
