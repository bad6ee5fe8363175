namespace Beejan.Processing.Rules;

/// <summary>What the words before a number say it is.</summary>
internal enum DigitCue
{
    None,
    Phone,
    Card,
    Nin,
    Bvn,
    Account,
}

/// <summary>Looks back a few words from a number.</summary>
internal static class DigitCues
{
    private const int MostWords = 4;

    /// <summary>What the nearest telling word within the last four says; <see cref="DigitCue.None"/> when none tells.</summary>
    public static DigitCue Before(ReadOnlySpan<char> text, int at)
    {
        var end = at;
        for (var word = 0; word < MostWords; word++)
        {
            while (end > 0 && !char.IsLetter(text[end - 1]))
            {
                // A sentence, a line or another number ends the context.
                if (text[end - 1] is '\n' or ';' || char.IsAsciiDigit(text[end - 1]) || (text[end - 1] == '.' && end < text.Length && text[end] == ' ' && word > 0))
                {
                    return DigitCue.None;
                }
                end--;
            }
            var start = end;
            while (start > 0 && (char.IsLetter(text[start - 1]) || (text[start - 1] == '/' && start > 1 && char.IsLetter(text[start - 2]))))
            {
                start--;
            }
            if (start == end)
            {
                return DigitCue.None;
            }
            var cue = Of(text[start..end]);
            if (cue != DigitCue.None)
            {
                return cue;
            }
            end = start;
        }
        return DigitCue.None;
    }

    private static DigitCue Of(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 12)
        {
            return DigitCue.None;
        }
        return (word[0] | 0x20) switch
        {
            'n' when Is(word, "nin") => DigitCue.Nin,
            'n' when Is(word, "nuban") => DigitCue.Account,
            'b' when Is(word, "bvn") => DigitCue.Bvn,
            'a' when Is(word, "account") || Is(word, "acct") || Is(word, "acc") || Is(word, "a/c") || Is(word, "akaunti") || Is(word, "asusu") => DigitCue.Account,
            'a' when Is(word, "atm") => DigitCue.Card,
            'c' when Is(word, "card") => DigitCue.Card,
            'k' when Is(word, "kaadi") || Is(word, "kati") => DigitCue.Card,
            'p' when Is(word, "phone") => DigitCue.Phone,
            'c' when Is(word, "call") || Is(word, "cell") || Is(word, "contact") => DigitCue.Phone,
            'l' when Is(word, "line") => DigitCue.Phone,
            'm' when Is(word, "mobile") || Is(word, "msisdn") => DigitCue.Phone,
            'r' when Is(word, "reach") => DigitCue.Phone,
            'w' when Is(word, "whatsapp") => DigitCue.Phone,
            't' when Is(word, "tel") || Is(word, "telephone") => DigitCue.Phone,
            _ => DigitCue.None,
        };
    }

    private static bool Is(ReadOnlySpan<char> word, string cue) => word.Equals(cue, StringComparison.OrdinalIgnoreCase);
}
