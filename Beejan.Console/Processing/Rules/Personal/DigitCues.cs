using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>What the words around a number say it is.</summary>
[Flags]
internal enum DigitCue
{
    None = 0,
    Phone = 1,
    Card = 2,
    Nin = 4,
    Bvn = 8,
    Account = 16,

    /// <summary>A ticket, a transaction, a meter: a number of a thing.</summary>
    Reference = 32,
}

/// <summary>Looks a few words back from a number, and past "is my" behind it.</summary>
internal static class DigitCues
{
    private const int MostWords = 5;
    private const int LongestWord = 16;

    private static readonly FrozenDictionary<string, DigitCue>.AlternateLookup<ReadOnlySpan<char>> Cues = Words();

    // Nigerian banks and the codes that go into the check digit of their accounts.
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Banks = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["access"] = "044", ["ecobank"] = "050", ["fidelity"] = "070", ["firstbank"] = "011", ["fcmb"] = "214", ["gtb"] = "058", ["gtbank"] = "058", ["gtco"] = "058",
        ["keystone"] = "082", ["polaris"] = "076", ["stanbic"] = "221", ["sterling"] = "232", ["union"] = "032", ["uba"] = "033", ["unity"] = "215", ["wema"] = "035",
        ["alat"] = "035", ["zenith"] = "057", ["jaiz"] = "301", ["providus"] = "101",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    // Names that say nothing without "bank" behind them, and the words that are cues but no banks.
    private static readonly string[] Everyday = ["access", "fidelity", "sterling", "union", "unity", "account", "acct", "acc", "bank", "banki"];

    /// <summary>What the words within the last five say; the nearest telling word decides, and one that names NIN or BVN beside it is added.</summary>
    /// <param name="bank">The code of a bank named there; null when none is.</param>
    public static DigitCue Before(ReadOnlySpan<char> text, int at, out string? bank)
    {
        bank = null;
        var found = DigitCue.None;
        var end = at;
        for (var word = 0; word < MostWords; word++)
        {
            if (!BackOver(text, ref end, word))
            {
                break;
            }
            var start = end;
            while (start > 0 && (char.IsLetter(text[start - 1]) || LatinMarks.IsMark(text[start - 1]) || (text[start - 1] == '/' && start > 1 && char.IsLetter(text[start - 2]))))
            {
                start--;
            }
            if (start == end)
            {
                break;
            }
            var cue = Of(text[start..end], ref bank);
            if (found == DigitCue.None)
            {
                // A thing's number is named right before it: "I called about the order" says nothing of what follows.
                found = cue == DigitCue.Reference && word > 2 ? DigitCue.None : cue;
            }
            else if (cue is DigitCue.Nin or DigitCue.Bvn && found is DigitCue.Nin or DigitCue.Bvn)
            {
                found |= cue;
            }
            end = start;
        }
        return found;
    }

    /// <summary>The cue in "… is my NIN", "… na my account", "… (BVN)"; none when other words come first.</summary>
    public static DigitCue After(ReadOnlySpan<char> text, int at)
    {
        string? bank = null;
        var verb = false;
        at += at < text.Length && text[at] == ' ' ? 1 : 0;
        var bracket = at < text.Length && text[at] == '(';
        at += bracket ? 1 : 0;
        for (var word = 0; word < 3; word++)
        {
            var start = at;
            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }
            if ((verb || (bracket && at < text.Length && text[at] == ')')) && at > start && Of(text[start..at], ref bank) is not DigitCue.None and var cue)
            {
                return cue;
            }
            if (bracket || text[start..at] is not ("is" or "na" or "my" or "the" or "be") || at >= text.Length || text[at] != ' ')
            {
                return DigitCue.None;
            }
            verb |= text[start..at] is "my";
            at++;
        }
        return DigitCue.None;
    }

    /// <summary>Whether a bank's name follows: "… GTBank", "… Access Bank", "… Opay".</summary>
    public static bool NamesBank(ReadOnlySpan<char> text, int at)
    {
        at += at < text.Length && text[at] is ' ' or '(' ? 1 : 0;
        at += at < text.Length && text[at] == '(' ? 1 : 0;
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]))
        {
            end++;
        }
        string? bank = null;
        return end > at && Of(text[at..end], ref bank) == DigitCue.Account
            && (text[end..].StartsWith(" bank", StringComparison.OrdinalIgnoreCase) || !Everyday.Contains(text[at..end].ToString(), StringComparer.OrdinalIgnoreCase));
    }

    // A sentence, a line, a token of ours or another number ends the context.
    private static bool BackOver(ReadOnlySpan<char> text, ref int end, int word)
    {
        while (end > 0 && !char.IsLetter(text[end - 1]) && !LatinMarks.IsMark(text[end - 1]))
        {
            if (text[end - 1] is '\n' or ';' or ']' || char.IsAsciiDigit(text[end - 1]) || (text[end - 1] == '.' && end < text.Length && text[end] == ' ' && word > 0))
            {
                return false;
            }
            end--;
        }
        return true;
    }

    private static DigitCue Of(ReadOnlySpan<char> word, ref string? bank)
    {
        if (word.Length is < 2 or > LongestWord)
        {
            return DigitCue.None;
        }
        if (Banks.TryGetValue(word, out var code))
        {
            bank ??= code;
            return DigitCue.Account;
        }
        Span<char> folded = stackalloc char[LongestWord];
        var length = 0;
        foreach (var c in word)
        {
            var bare = LatinMarks.Fold(c);
            if (bare != '\0')
            {
                folded[length++] = bare;
            }
        }
        return Cues.TryGetValue(folded[..length], out var cue) ? cue : DigitCue.None;
    }

    private static FrozenDictionary<string, DigitCue>.AlternateLookup<ReadOnlySpan<char>> Words() => WordKinds.Of(StringComparer.Ordinal,
        (DigitCue.Nin, "nin nimc identity"),
        (DigitCue.Bvn, "bvn"),
        (DigitCue.Account, "account acct acc a/c nuban aza akaunti akant akanti akaunta asusu asusuna akauntu akaunt akawun akawunt akawunti bank banki opay palmpay kuda moniepoint iban"),
        (DigitCue.Card, "card cards atm pan visa verve mastercard kaadi kati katin katina katinka"),
        (DigitCue.Phone, "phone mob call called cell contact line mobile msisdn reach whatsapp tel telephone fone kira pe kpoo layi layina lambar ekwenti"),
        (DigitCue.Reference, "ref reference transaction txn trx tran ticket tkt order receipt voucher serial imei invoice session rrn case complaint tracking meter"));
}
