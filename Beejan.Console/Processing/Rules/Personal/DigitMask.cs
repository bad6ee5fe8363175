namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Decides what a number in a text is. Length, shape, check digits and the words around it tell phone, card, NIN, BVN and account number
/// from one another and from amounts, dates and references.
/// </summary>
internal static class DigitMask
{
    private const int LeastDigits = 9;

    /// <summary>The personal number that begins at the digit at <paramref name="at"/>, or where to look on when there is none.</summary>
    public static Piece? Find(ReadOnlySpan<char> text, int at, out int next)
    {
        Span<char> digits = stackalloc char[DigitRun.MostDigits + 1];
        Span<int> ends = stackalloc int[DigitRun.MostGroups];
        Span<int> totals = stackalloc int[DigitRun.MostGroups];
        var run = new DigitRun(digits, ends, totals);
        run.Read(text, at, letters: false);
        if (run.Groups == 0)
        {
            next = Math.Max(at + 1, EndOfDigits(text, at));
            return null;
        }
        next = Math.Max(at + 1, run.End(1));
        if (Best(text, at, run) is { } found)
        {
            return found;
        }
        if (run.Digits(1).Length > 1 && SpokenDigits.GoesOn(text, run.End(run.Groups), out var word) && SpokenDigits.Find(text, word, out _) is { } spoken)
        {
            return spoken;
        }
        // O8O3 1234567: letters that look like digits, believed only when a whole mobile number comes of it.
        var start = at;
        while (start > 0 && text[start - 1] is 'O' or 'o' or 'I' or 'l')
        {
            start--;
        }
        if (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            return null;
        }
        if (start == at && !GoesOn(text, run.End(run.Groups)))
        {
            return null;
        }
        run.Read(text, start, letters: true);
        return run.Groups > 0 && run.HasLetters ? Best(text, start, run) : null;
    }

    // A letter that looks like a digit, perhaps behind a mark, and no word begins with it.
    private static bool GoesOn(ReadOnlySpan<char> text, int at)
    {
        at += at < text.Length && text[at] is ' ' or '-' or '.' ? 1 : 0;
        return at + 1 < text.Length && text[at] is 'O' or 'o' or 'I' or 'l' && (text[at + 1] is 'O' or 'o' or 'I' or 'l' or ' ' or '-' || char.IsAsciiDigit(text[at + 1]));
    }

    private static Piece? Best(ReadOnlySpan<char> text, int at, DigitRun run)
    {
        if (run.Groups == 0 || run.Digits(run.Groups).Length < LeastDigits)
        {
            return null;
        }
        var start = at;
        while (start > 0 && text[start - 1] is '(' or '+' or '\uFF0B')
        {
            start--;
        }
        var plus = start < at && text[start..at].IndexOfAny('+', '\uFF0B') >= 0;
        start = plus ? start : at;
        for (var g = run.Groups; g >= 1 && run.Digits(g).Length >= LeastDigits; g--)
        {
            if ((run.HasLetters ? Dressed(text, run, g, plus) : Judge(text, start, at, run, g, plus)) is { } kind)
            {
                return MailMask.FollowsLocal(text, run.End(g)) ? null : new Piece(start, run.End(g), kind, Value(kind, run.Digits(g), plus));
            }
        }
        return null;
    }

    private static PersonalKind? Dressed(ReadOnlySpan<char> text, DigitRun run, int g, bool plus)
    {
        var end = run.End(g);
        return run.Digits(g).Length > 10 && !PhoneNumber.NationalOf(run.Digits(g), plus).IsEmpty && (end == text.Length || !char.IsLetterOrDigit(text[end])) ? PersonalKind.Phone : null;
    }

    private static string Value(PersonalKind kind, ReadOnlySpan<char> digits, bool plus)
    {
        if (kind != PersonalKind.Phone)
        {
            return digits.ToString();
        }
        var national = PhoneNumber.NationalOf(digits, plus);
        return national.IsEmpty ? "+" + digits.TrimStart('0').ToString() : "+234" + national.ToString();
    }

    private static PersonalKind? Judge(ReadOnlySpan<char> text, int start, int at, DigitRun run, int g, bool plus)
    {
        var digits = run.Digits(g);
        if (DocumentMask.IsSim(digits))
        {
            return PersonalKind.Sim;
        }
        var totals = run.Totals(g);
        var hard = run.FirstHard < g;
        var national = HasPhoneShape(totals) && (!hard || plus || digits[0] == '0') ? PhoneNumber.NationalOf(digits, plus) : default;
        // Among marks that separate numbers only a card's groups are believed, with its check digit.
        if (national.IsEmpty && hard && (digits.Length < 13 || !HasCardShape(totals)))
        {
            return null;
        }
        var cue = DigitCues.Before(text, start, out var bank);
        cue = DigitCues.After(text, run.End(g)) is not DigitCue.None and var after ? after : cue;
        if (national.IsEmpty && hard)
        {
            return IsCard(text, at, digits, totals, cue) && NumberChecks.IsLuhn(digits) && (cue == DigitCue.Card || text[run.End(1)] is not (',' or ':')) ? PersonalKind.Card : null;
        }
        if (!national.IsEmpty && cue is DigitCue.None or DigitCue.Phone or DigitCue.Reference && !(bank is not null && digits.Length == 10))
        {
            return digits.Length > 10 || (cue != DigitCue.Reference && (g > 1 || cue == DigitCue.Phone || !IsPartOfCode(text, at))) ? PersonalKind.Phone : null;
        }
        if (digits.Length >= 13 && IsCard(text, at, digits, totals, cue))
        {
            return PersonalKind.Card;
        }
        if (digits.Length is >= 10 and <= 15 && ((plus && digits[0] != '0') || (digits.Length > 10 && digits.StartsWith("00") && digits[2] != '0' && HasPhoneShape(totals))))
        {
            return PersonalKind.Phone;
        }
        var kind = digits.Length switch
        {
            9 => cue == DigitCue.Phone && digits[0] == '0' && digits[1] is not '0' and not '7' and not '8' || (digits.StartsWith("01") && g > 1 && totals[0] == 2 && totals[1] != 4) ? PersonalKind.Phone : null,
            10 => Ten(text, at, digits, g, cue is DigitCue.None or DigitCue.Phone && DigitCues.NamesBank(text, run.End(g)) ? DigitCue.Account : cue, bank, national),
            11 => Eleven(text, at, digits, g, g == run.Groups, cue),
            _ => (PersonalKind?)null,
        };
        // Whatever the words say: a whole mobile number is never left.
        return kind ?? (!national.IsEmpty && digits.Length > 10 ? PersonalKind.Phone : null);
    }

    private static bool IsCard(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> digits, ReadOnlySpan<int> totals, DigitCue cue) =>
        cue == DigitCue.Card ? NumberChecks.IsLuhn(digits) || totals.Length == 1 || HasCardShape(totals)
            : NumberChecks.IsLuhn(digits) && NumberChecks.HasIssuer(digits) && HasCardShape(totals) && !IsInLink(text, at)
                && !(cue == DigitCue.Reference && at > 0 && char.IsAsciiLetterUpper(text[at - 1]));

    private static PersonalKind? Ten(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> digits, int groups, DigitCue cue, string? bank, ReadOnlySpan<char> national)
    {
        if (cue == DigitCue.Account)
        {
            // With the bank named, its check digit tells an account from a line written without its zero.
            return bank is not null && !national.IsEmpty && !NumberChecks.IsNuban(bank, digits) ? PersonalKind.Phone : PersonalKind.Account;
        }
        var bare = groups == 1 && cue != DigitCue.Reference && !IsPartOfCode(text, at);
        return !national.IsEmpty ? PersonalKind.Phone : bare ? PersonalKind.Account : null;
    }

    private static PersonalKind? Eleven(ReadOnlySpan<char> text, int at, ReadOnlySpan<char> digits, int groups, bool whole, DigitCue cue)
    {
        const DigitCue Both = DigitCue.Nin | DigitCue.Bvn;
        if ((cue & Both) != 0)
        {
            return cue == Both ? digits.StartsWith("22") ? PersonalKind.Bvn : PersonalKind.Nin : cue == DigitCue.Bvn ? PersonalKind.Bvn : PersonalKind.Nin;
        }
        if (groups > 1)
        {
            // Written in groups of three and four, as people copy an identity card.
            return whole && NumberChecks.IsVerhoeff(digits) && cue == DigitCue.None && groups is 3 or 4 ? PersonalKind.Nin : null;
        }
        return cue switch
        {
            DigitCue.Account => PersonalKind.Account,
            DigitCue.Reference when !NumberChecks.IsVerhoeff(digits) => null,
            _ when IsInLink(text, at) => null,
            _ when digits.StartsWith("22") => PersonalKind.Bvn,
            // Another country's way to write a line; a NIN that begins so passes its check.
            _ => digits[0] == '0' && !NumberChecks.IsVerhoeff(digits) ? PersonalKind.Phone : PersonalKind.Nin,
        };
    }

    private static int EndOfDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && DigitRun.DigitAt(text, at, out var width) >= 0)
        {
            at += width;
        }
        return at;
    }

    // A date such as 08-01-2026 is no phone: the first group has three digits at least, or all are as short as dictation has them.
    private static bool HasPhoneShape(ReadOnlySpan<int> totals)
    {
        if (totals.Length == 1 || totals[0] >= 3)
        {
            return true;
        }
        for (var g = 0; g < totals.Length; g++)
        {
            if (totals[g] - (g == 0 ? 0 : totals[g - 1]) > 2)
            {
                return totals[0] == 1 && g == 1 && totals[1] == 4;
            }
        }
        return true;
    }

    // One group, or groups of four with a shorter last one, or 4-6-4 and 4-6-5, or digit by digit.
    private static bool HasCardShape(ReadOnlySpan<int> totals)
    {
        if (totals.Length == 1 || (totals.Length == 3 && totals[0] == 4 && totals[1] == 10) || totals[^1] == totals.Length)
        {
            return true;
        }
        for (var g = 0; g < totals.Length - 1; g++)
        {
            if (totals[g] != 4 * (g + 1))
            {
                return false;
            }
        }
        return totals[^1] - totals[^2] <= 4;
    }

    // Digits behind a letter, a currency sign or in a longer code (N7000000000, TX9012345678) are not a bare number.
    private static bool IsPartOfCode(ReadOnlySpan<char> text, int at) =>
        at > 0 && (char.IsLetter(text[at - 1]) || text[at - 1] is '₦' or '$' or '£' or '€' or '#' or '*' or '_' or '/' or '=');

    // The number of a post in its address is nobody's card.
    private static bool IsInLink(ReadOnlySpan<char> text, int at)
    {
        var word = text[..at];
        word = word[(word.LastIndexOfAny(' ', '\n') + 1)..];
        return word.Contains("//", StringComparison.Ordinal) || (word.Contains('/') && word.Contains('.'));
    }
}
