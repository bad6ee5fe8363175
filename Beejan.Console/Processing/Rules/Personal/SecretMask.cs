using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Finds what opens an account and should never have been written down: PINs, one-time codes, card check values, PUKs and passwords, by the
/// word that names them ("my PIN is 4471", "482 913 is your OTP", "password: Ada@2019"). Amounts, times, counts and short codes stay.
/// </summary>
internal static class SecretMask
{
    private const int MostWords = 5;
    private const int LeastDigits = 4;
    private const int MostDigits = 8;
    private const int CheckValueDigits = 3;
    private const int LeastPassword = 4;
    private const int LongestWord = 16;

    private static readonly FrozenDictionary<string, Role>.AlternateLookup<ReadOnlySpan<char>> Roles = WordKinds.Of(StringComparer.Ordinal,
        (Role.Code, "pin otp puk sirri"),
        (Role.CheckValue, "cvv cvc"),
        (Role.Password, "password passwords passwd passcode passphrase"),
        (Role.Verb, "is was be na ni ne ce shine bu to as"),
        (Role.Filler, "verification security confirmation authentication authorization authorisation auth access secret my your the a new old code number no one time transaction transfer atm card bank login of mi m dina naa correct lambar temporary default"));

    // "code" says nothing alone: a short code, a USSD code, a promo code.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OfCode =
        new[] { "verification", "security", "confirmation", "authentication", "authorization", "authorisation", "auth", "login", "access", "secret" }
            .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Units =
        new[] { "naira", "ngn", "kobo", "times", "time", "days", "hours", "minutes", "mins", "seconds", "people", "customers", "mb", "gb", "mbps", "units", "points" }
            .ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private enum Role
    {
        Other,
        Code,
        CheckValue,
        Password,

        /// <summary>Says that what follows is the value itself.</summary>
        Verb,
        Filler,
    }

    /// <summary>The secret that the word at <paramref name="at"/> names; null when it is no such word or names no value.</summary>
    /// <param name="next">Where to look on.</param>
    public static Piece? Find(ReadOnlySpan<char> text, int at, out int next)
    {
        next = at + 1;
        if (at > 0 && IsWord(text[at - 1]))
        {
            return null;
        }
        var end = EndOfWord(text, at);
        next = Math.Max(next, end);
        var word = text[at..end];
        var role = word.Equals("code", StringComparison.OrdinalIgnoreCase) ? CodeAt(text, at) : RoleOf(word);
        return role is Role.Code or Role.CheckValue or Role.Password ? Behind(text, end, role) ?? InFront(text, at, role) : null;
    }

    private static Role CodeAt(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        while (end > 0 && text[end - 1] is ' ' or '-')
        {
            end--;
        }
        Span<char> folded = stackalloc char[LongestWord];
        return OfCode.Contains(Folded(text[StartOfWord(text, end)..end], folded)) ? Role.Code : Role.Other;
    }

    private static Piece? Behind(ReadOnlySpan<char> text, int at, Role role)
    {
        var told = false;
        for (var word = 0; word <= MostWords && at < text.Length; word++)
        {
            var from = at;
            while (at < text.Length && text[at] is ' ' or ':' or '=' or '-' or '\u2013' or '(' or '"' or '\'' or '\u201C' or '\u2018' or '\n')
            {
                told |= text[at++] is ':' or '=';
            }
            // "PIN4471": only the name itself may touch its value.
            if (at == text.Length || (at == from && (word > 0 || !char.IsAsciiDigit(text[at]))))
            {
                return null;
            }
            if (role == Role.Password && told && Password(text, at) is { } password)
            {
                return password;
            }
            if (DigitRun.DigitAt(text, at, out _) >= 0)
            {
                return Code(text, at, role);
            }
            var end = EndOfWord(text, at);
            var said = RoleOf(text[at..end]);
            if (said is not Role.Verb and not Role.Filler)
            {
                return null;
            }
            told |= said == Role.Verb;
            at = end;
        }
        return null;
    }

    // "482913 is your OTP", "use 4471 as my PIN", "482913 (OTP)".
    private static Piece? InFront(ReadOnlySpan<char> text, int at, Role role)
    {
        var told = false;
        for (var word = 0; word <= MostWords; word++)
        {
            while (at > 0 && text[at - 1] is ' ' or '-' or '(' or '"')
            {
                told |= text[--at] == '(';
            }
            if (at == 0)
            {
                return null;
            }
            if (told && char.IsAsciiDigit(text[at - 1]))
            {
                return CodeThatEnds(text, at, role);
            }
            var start = StartOfWord(text, at);
            var said = start == at ? Role.Other : RoleOf(text[start..at]);
            if (told || said is not Role.Verb and not Role.Filler)
            {
                return null;
            }
            told = said == Role.Verb;
            at = start;
        }
        return null;
    }

    private static Piece? CodeThatEnds(ReadOnlySpan<char> text, int end, Role role)
    {
        var start = StartOfDigits(text, end);
        // Two halves with a blank or a dash between them.
        if (end - start is 3 or 4 && start > 1 && text[start - 1] is ' ' or '-' && StartOfDigits(text, start - 1) is var first && start - 1 - first == end - start)
        {
            start = first;
        }
        var bare = start == 0 || !(IsWord(text[start - 1]) || text[start - 1] is '*' or '#' or '\u20A6' or '$' or '.' or ',' or ':' or '/' or '-' or '_');
        return bare ? Code(text, start, role) : null;
    }

    // Digits of a secret's length that are no amount, time or date, in one group or in two of the same size.
    private static Piece? Code(ReadOnlySpan<char> text, int start, Role role)
    {
        Span<char> digits = stackalloc char[MostDigits];
        var end = Digits(text, start, digits, 0, out var count);
        if (count is 3 or 4 && end + 1 < text.Length && text[end] is ' ' or '-' && Digits(text, end + 1, digits, count, out var both) is var second && both == 2 * count
            && !IsFollowedByDigit(text, second))
        {
            (end, count) = (second, both);
        }
        else if (count is LeastDigits && IsFollowedByDigit(text, end) && Digits(text, end + 1, digits, count, out both) > 0 && both == 2 * count)
        {
            // Groups of four that go on: the number of a voucher or a card.
            return null;
        }
        var long_enough = count <= MostDigits && (count >= LeastDigits || (count == CheckValueDigits && role == Role.CheckValue));
        return long_enough && !IsMeasure(text, end) ? new Piece(start, end, PersonalKind.Secret, digits[..count].ToString()) : null;
    }

    private static bool IsFollowedByDigit(ReadOnlySpan<char> text, int at) => at + 1 < text.Length && text[at] is ' ' or '-' && char.IsAsciiDigit(text[at + 1]);

    private static bool IsMeasure(ReadOnlySpan<char> text, int end)
    {
        if (end == text.Length)
        {
            return false;
        }
        if (IsWord(text[end]) || text[end] is '%' or '*' or '#' || (text[end] is '.' or ',' or ':' or '/' or '-' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1])))
        {
            return true;
        }
        var word = end + 1;
        Span<char> folded = stackalloc char[LongestWord];
        return text[end] == ' ' && word < text.Length && Units.Contains(Folded(text[word..EndOfWord(text, word)], folded));
    }

    // A word of letters and digits behind "password is": what only letters make up may be a sentence that goes on.
    private static Piece? Password(ReadOnlySpan<char> text, int start)
    {
        var end = start;
        var (digits, others) = (false, false);
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not '[' and not ']')
        {
            digits |= char.IsAsciiDigit(text[end]);
            others |= !char.IsAsciiDigit(text[end++]);
        }
        while (end > start && text[end - 1] is '.' or ',' or ';' or '!' or '?' or ')' or '"' or '\'' or '\u201D' or '\u2019')
        {
            end--;
        }
        return digits && others && end - start >= LeastPassword && !text[start..end].Contains("://", StringComparison.Ordinal) && text[start] != '*'
            ? new Piece(start, end, PersonalKind.Secret, text[start..end].ToString())
            : null;
    }

    private static int Digits(ReadOnlySpan<char> text, int at, Span<char> digits, int from, out int count)
    {
        count = from;
        while (at < text.Length && DigitRun.DigitAt(text, at, out var width) is >= 0 and var digit)
        {
            if (count < digits.Length)
            {
                digits[count] = (char)('0' + digit);
            }
            count++;
            at += width;
        }
        return at;
    }

    private static int StartOfDigits(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && char.IsAsciiDigit(text[end - 1]))
        {
            end--;
        }
        return end;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || LatinMarks.IsMark(c);

    private static int EndOfWord(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsLetter(text[at]) || LatinMarks.IsMark(text[at])))
        {
            at++;
        }
        return at;
    }

    private static int StartOfWord(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && (char.IsLetter(text[end - 1]) || LatinMarks.IsMark(text[end - 1])))
        {
            end--;
        }
        return end;
    }

    private static Role RoleOf(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[LongestWord];
        return Roles.TryGetValue(Folded(word, folded), out var role) ? role : Role.Other;
    }

    // Small and without marks; empty when too long to be any word of ours.
    private static ReadOnlySpan<char> Folded(ReadOnlySpan<char> word, Span<char> into)
    {
        var length = 0;
        foreach (var c in word)
        {
            if (LatinMarks.Fold(c) is not '\0' and var bare)
            {
                if (length == into.Length)
                {
                    return [];
                }
                into[length++] = bare;
            }
        }
        return into[..length];
    }
}
