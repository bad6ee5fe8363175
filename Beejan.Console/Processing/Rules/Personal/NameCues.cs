using System.Buffers;

namespace Beejan.Processing.Rules.Personal;

/// <summary>How surely words introduce a person.</summary>
internal enum NameCue
{
    None,

    /// <summary>"I am", "na me be", "a bụ m": only a known name is believed behind it.</summary>
    Vague,

    /// <summary>"Yours faithfully": known names, or two or three capitalised words that end the text.</summary>
    SignOff,

    /// <summary>"My name is", "orúkọ mi ni", "sunana", "aha m bụ": nearly any word is.</summary>
    Plain,
}

/// <summary>Reads the words that introduce a person, in five languages, with or without their marks.</summary>
internal static class NameCues
{
    private const int MostBack = 4;

    private static readonly string[] Things =
        ["company", "plan", "bundle", "network", "wifi", "brand", "product", "file", "router", "device", "business", "school", "bank", "package", "app", "user", "domain", "street", "host", "the", "of", "that", "whose", "in", "by"];

    private static readonly string[] Owners = ["my", "full", "last", "first", "middle", "real", "your", "his", "her", "customer", "customer's", "account", "sender", "subscriber", "owner", "mi"];
    private static readonly SearchValues<char> Marks = SearchValues.Create(" .,;:!?()[]\"\n\r\t");

    // What follows the word that is looked for, and how surely it introduces.
    private static readonly (string Start, string[] Ends, NameCue Cue)[] Fixed =
    [
        ("sunana", [" shi ne", " ita ce", " shine", " itace", " ne", ""], NameCue.Plain),
        ("sunan mai ", ["layin", "layi", "korafi"], NameCue.Plain),
        ("suna na", [" ne", ""], NameCue.Plain),
        ("aha m", [" bu ", "u bu ", " zuru oke bu ", "u zuru oke bu "], NameCue.Plain),
        ("mo ", ["n je ", "je "], NameCue.Vague),
        ("ni ", ["ne "], NameCue.Vague),
        ("bu m", [" "], NameCue.Vague),
        ("abu m", [" "], NameCue.Vague),
        ("emi ni", [" "], NameCue.Vague),
        ("akpo m", [" "], NameCue.Vague),
        ("me be", [" "], NameCue.Vague),
        ("i be", [" "], NameCue.Vague),
        ("i am", [" "], NameCue.Vague),
        ("i'm", [" "], NameCue.Vague),
        ("this is", [" "], NameCue.Vague),
        ("registered", [" to "], NameCue.Vague),
        ("thank", ["s", " you"], NameCue.Vague),
        ("yours ", ["faithfully", "sincerely", "truly", "ever", "respectfully"], NameCue.SignOff),
        ("signed", [" by", ""], NameCue.SignOff),
        ("regards", [""], NameCue.SignOff),
    ];

    /// <summary>What introduces somebody at a place; moves it behind the words, or to the name where it stands before them.</summary>
    public static NameCue Read(ReadOnlySpan<char> text, ref int at)
    {
        var start = at;
        foreach (var (first, ends, cue) in Fixed)
        {
            if (!Take(text, ref at, first))
            {
                continue;
            }
            foreach (var end in ends)
            {
                if (Take(text, ref at, end) && (end.EndsWith(' ') || IsWordEnd(text, at)))
                {
                    // "… ya san sunana, lambata": he knows my name, my number.
                    return first[0] != 's' || cue != NameCue.Plain || (at + 1 < text.Length && (char.IsUpper(text[at + 1]) || text[at] == ':')) ? cue : NameCue.Vague;
                }
            }
            at = start;
        }
        return Take(text, ref at, "name") ? Name(text, ref at)
            : Take(text, ref at, "mi ") ? Yoruba(text, start, ref at)
            : Take(text, ref at, "call me ") ? NameCue.Vague
            : Take(text, ref at, "dey talk") ? (Presented(text, start, ref at) ? NameCue.Vague : NameCue.None)
            : NameCue.None;
    }

    /// <summary>
    /// Where the words begin whose anchor is at the place: at it, or a word before (<c>na me| be |</c>, <c>a bụ| m |</c>, <c>è|mi |ni</c>); -1 when no
    /// introduction has such a word there.
    /// </summary>
    public static int Start(ReadOnlySpan<char> text, int at)
    {
        if (text[at] != ' ')
        {
            return at > 0 && (text[at] | 0x20) == 'm' && LatinMarks.Fold(text[at - 1]) == 'e' ? at - 1 : at;
        }
        var start = at;
        while (start > 0 && (char.IsLetter(text[start - 1]) || LatinMarks.IsMark(text[start - 1])))
        {
            start--;
        }
        var length = at - start;
        // "I be", "me be"; "bụ m", "abụ m", "akpọ m".
        var last = length > 0 ? LatinMarks.Fold(text[at - 1]) : '\0';
        return (text[at + 1] | 0x20) == 'b' ? (length == 1 && last == 'i') || (length == 2 && last == 'e') ? start : -1
            : length is >= 2 and <= 6 && last is 'u' or 'o' ? start : -1;
    }

    private static NameCue Name(ReadOnlySpan<char> text, ref int at)
    {
        var start = at - 4;
        var before = Before(text, start);
        if (before.Equals("my", StringComparison.OrdinalIgnoreCase) && IsWordEnd(text, at) && (start == 0 || !text[at..].StartsWith(" na", StringComparison.OrdinalIgnoreCase)))
        {
            // "Na Ada Obi be my name", "Ada Obi is my name".
            var verb = text[..start].TrimEnd()[..^2].TrimEnd();
            var turned = verb.EndsWith(" be", StringComparison.OrdinalIgnoreCase) || verb.EndsWith(" is", StringComparison.OrdinalIgnoreCase);
            if (turned && Presented(text, verb.Length - 3, ref at))
            {
                return NameCue.Plain;
            }
        }
        if (Take(text, ref at, " of "))
        {
            return before.Equals("the", StringComparison.OrdinalIgnoreCase) ? NameCue.Vague : NameCue.None;
        }
        var whose = before.IsEmpty || IsOneOf(before, Owners) ? NameCue.Plain : IsOneOf(before, Things) ? NameCue.None : NameCue.Vague;
        foreach (var end in (ReadOnlySpan<string>)["s are", "'s", "’s", " is", " na", " be", ":", " :"])
        {
            if (Take(text, ref at, end))
            {
                return IsWordEnd(text, at) ? whose : NameCue.None;
            }
        }
        return NameCue.None;
    }

    // Orúkọ mi ni, orúkọ mi ń jẹ́: my name is. Èmi ni: I am.
    private static NameCue Yoruba(ReadOnlySpan<char> text, int start, ref int at)
    {
        if (!Take(text, ref at, "ni ") && !Take(text, ref at, "n je ") && !Take(text, ref at, "nje "))
        {
            return NameCue.None;
        }
        var word = Before(text, start);
        return word.Length < 12 && FoldedText.Of(word.ToString()) == "oruko" ? NameCue.Plain : NameCue.Vague;
    }

    // Back from "be my name" or "dey talk" to the "na" that presents somebody.
    private static bool Presented(ReadOnlySpan<char> text, int end, ref int at)
    {
        var start = end;
        for (var words = 0; words <= MostBack; words++)
        {
            while (start > 0 && text[start - 1] is ' ' or '.')
            {
                start--;
            }
            var from = start;
            while (from > 0 && !Marks.Contains(text[from - 1]))
            {
                from--;
            }
            if (from == start)
            {
                return false;
            }
            if (words > 0 && text[from..start].Equals("na", StringComparison.OrdinalIgnoreCase))
            {
                at = start + 1;
                return true;
            }
            start = from;
        }
        return false;
    }

    private static ReadOnlySpan<char> Before(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at].TrimEnd();
        return before[(before.LastIndexOfAny(Marks) + 1)..];
    }

    private static bool IsOneOf(ReadOnlySpan<char> word, string[] words)
    {
        foreach (var one in words)
        {
            if (word.Equals(one, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    // Letters are compared without their marks: jẹ́ is je.
    private static bool Take(ReadOnlySpan<char> text, ref int at, string cue)
    {
        var i = at;
        foreach (var wanted in cue)
        {
            while (i < text.Length && LatinMarks.IsMark(text[i]))
            {
                i++;
            }
            if (i >= text.Length || LatinMarks.Fold(text[i]) != wanted)
            {
                return false;
            }
            i++;
        }
        while (cue.Length > 0 && cue[^1] != ' ' && i < text.Length && LatinMarks.IsMark(text[i]))
        {
            i++;
        }
        at = i;
        return true;
    }

    private static bool IsWordEnd(ReadOnlySpan<char> text, int at) => at >= text.Length || !char.IsLetterOrDigit(text[at]);
}
