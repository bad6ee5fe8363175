using System.Buffers;
using System.Text;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Finds names: the customer's own wherever it is repeated, and what stands behind words that introduce somebody, in five languages. Behind a
/// plain introduction ("my name is") nearly any word is believed, behind a vague one ("I am") only known names.
/// </summary>
internal static class NameMask
{
    private const int MostWords = 4;

    private static readonly string[] Things =
        ["company", "plan", "bundle", "network", "wifi", "brand", "product", "file", "router", "device", "business", "school", "bank", "package", "app", "user", "domain", "street", "host", "the", "of", "that", "whose", "in", "by"];

    private static readonly string[] Owners = ["my", "full", "last", "first", "middle", "real", "your", "his", "her", "customer", "customer's", "account", "sender", "subscriber", "owner", "mi"];
    private static readonly SearchValues<char> Marks = SearchValues.Create(" .,;:!?()[]\"\n\r\t");

    /// <summary>Adds the places where the customer's own name stands, whole or in a part that is surely a name.</summary>
    public static void Own(ReadOnlySpan<char> text, string name, ref List<Piece>? pieces)
    {
        // Ngọzi signs as Ngozi, and the other way round.
        var folded = Ascii.IsValid(text) ? text : Folded(text);
        name = Ascii.IsValid(name) ? name.Trim() : new string(Folded(name)).Replace("\0", "", StringComparison.Ordinal).Trim();
        // Most people do not name themselves: only when they may is it worked out what to look for.
        if (name.Length < 3 || !HasPart(folded, name))
        {
            return;
        }
        var parts = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var value = parts.Length > 1 ? Value(name) : "";
        if (parts.Length > 1)
        {
            Every(text, folded, name, value, capital: false, ref pieces);
            Every(text, folded, $"{parts[^1]} {parts[0]}", value, capital: false, ref pieces);
        }
        foreach (var part in parts)
        {
            if (part.Length >= 4 && NameWords.Of(part) is NameWord.Name or NameWord.Unknown)
            {
                Every(text, folded, part, Value(part), capital: true, ref pieces);
            }
        }
    }

    /// <summary>The name that the cue at <paramref name="at"/> introduces; null when it introduces none.</summary>
    /// <param name="next">Where to look on.</param>
    public static Piece? Introduced(ReadOnlySpan<char> text, int at, out int next)
    {
        next = at + 3;
        var start = text[at] == ' ' ? at + 1 : at;
        if (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            return null;
        }
        var cursor = start;
        var plain = Plain(text, ref cursor);
        if (plain is null)
        {
            return null;
        }
        while (cursor < text.Length && text[cursor] is ' ' or ':' or '-' or ',' or '=' or '\n' or '\r' or '"' or '“')
        {
            cursor++;
        }
        var (first, end) = Run(text, cursor, plain.Value);
        next = Math.Max(next, end);
        return end > first ? new Piece(first, end, PersonalKind.Name, Value(text[first..end].ToString())) : null;
    }

    // Moves the cursor behind the cue; true for a plain one, false for a vague one, null for none.
    private static bool? Plain(ReadOnlySpan<char> text, ref int at)
    {
        if (Take(text, ref at, "name"))
        {
            var whose = Whose(text, at - 4);
            return whose is not null && (Take(text, ref at, "s are") || Take(text, ref at, "'s") || Take(text, ref at, "’s") || Take(text, ref at, " is") || Take(text, ref at, " na")
                || Take(text, ref at, " be") || Take(text, ref at, ":") || Take(text, ref at, " :")) && EndsWord(text, at) ? whose : null;
        }
        if (Take(text, ref at, "sunana") || Take(text, ref at, "suna na"))
        {
            Take(text, ref at, " shi ne");
            // "… ya san sunana, lambata": he knows my name, my number.
            return EndsWord(text, at) ? at + 1 < text.Length && char.IsUpper(text[at + 1]) : null;
        }
        if (Take(text, ref at, "aha m"))
        {
            Take(text, ref at, "u");
            return Take(text, ref at, " bụ ") || Take(text, ref at, " bu ") ? true : null;
        }
        if (Take(text, ref at, "mi ni ") || Take(text, ref at, "mi n je ") || Take(text, ref at, "mi ń jẹ "))
        {
            // Orúkọ mi ni: my name is. Èmi ni: I am.
            var before = text[..at].TrimEnd();
            before = before[..before.LastIndexOf("mi", StringComparison.OrdinalIgnoreCase)].TrimEnd();
            var word = before[(before.LastIndexOfAny(Marks) + 1)..];
            return word.Length < 12 && FoldedText.Of(word.ToString()) == "oruko";
        }
        if (Take(text, ref at, "me be ") || Take(text, ref at, "akpo m ") || Take(text, ref at, "regards"))
        {
            return false;
        }
        return Take(text, ref at, "i am ") || Take(text, ref at, "i'm ") || Take(text, ref at, "this is ") || Take(text, ref at, "call me ") ? false : null;
    }

    // "My name is" and a form's "Name:" introduce somebody, "a good name is" perhaps, "the plan name is" nobody.
    private static bool? Whose(ReadOnlySpan<char> text, int name)
    {
        var before = text[..name].TrimEnd();
        var word = before[(before.LastIndexOfAny(Marks) + 1)..];
        return word.IsEmpty || IsOneOf(word, Owners) ? true : IsOneOf(word, Things) ? null : false;
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

    private static bool Take(ReadOnlySpan<char> text, ref int at, string cue)
    {
        var there = text[at..].StartsWith(cue, StringComparison.OrdinalIgnoreCase);
        at += there ? cue.Length : 0;
        return there;
    }

    private static bool EndsWord(ReadOnlySpan<char> text, int at) => at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private static (int First, int End) Run(ReadOnlySpan<char> text, int at, bool plain)
    {
        var (first, end, words, known, capitals) = (at, at, 0, 0, 0);
        while (words < MostWords && at < text.Length && char.IsLetter(text[at]))
        {
            var stop = WordEnd(text, at);
            var word = text[at..stop];
            var initial = word.Length == 1 && char.IsUpper(word[0]) && words > 0;
            var kind = initial ? NameWord.Unknown : NameWords.Of(word);
            var capital = char.IsUpper(word[0]) && (word.Length == 1 || char.IsLower(word[1]) || !char.IsLetter(word[1]) || LatinMarks.IsMark(word[1]));
            if (kind == NameWord.Title && words == 0)
            {
                at = first = end = Next(text, stop, initial: true);
                continue;
            }
            var believed = kind == NameWord.Name || (kind == NameWord.Either && (known > 0 || (plain && words == 0)))
                || (kind == NameWord.Unknown && (capital || initial ? plain || known > 0 : plain && words < 2 && word.Length > 2 && !IsVerb(word)));
            if (!believed && !(kind == NameWord.Either && capital && words == 0))
            {
                break;
            }
            known += kind == NameWord.Name || (believed && kind == NameWord.Either) ? 1 : 0;
            capitals += capital ? 1 : 0;
            (words, end) = (words + 1, stop);
            at = Next(text, stop, initial);
        }
        // "I am Grace and", "I am ada of": one name that is not written as one tells too little behind a vague cue.
        var enough = plain || known > 1 || (known == 1 && (capitals > 0 || words > 1));
        return words > 0 && enough ? (first, end) : (first, first);
    }

    // Over one space, or the point and space behind an initial.
    private static int Next(ReadOnlySpan<char> text, int at, bool initial)
    {
        if (initial && at < text.Length && text[at] == '.')
        {
            at++;
        }
        return at < text.Length && text[at] == ' ' ? at + 1 : text.Length;
    }

    private static int WordEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && (char.IsLetter(text[at]) || LatinMarks.IsMark(text[at]) || (text[at] is '-' or '\'' or '’' && at + 1 < text.Length && char.IsLetter(text[at + 1]))))
        {
            at++;
        }
        return at;
    }

    private static bool IsVerb(ReadOnlySpan<char> word) =>
        word.EndsWith("ed", StringComparison.OrdinalIgnoreCase) || word.EndsWith("ing", StringComparison.OrdinalIgnoreCase) || word.EndsWith("ly", StringComparison.OrdinalIgnoreCase);

    // The same places, without marks.
    private static char[] Folded(ReadOnlySpan<char> text)
    {
        var folded = new char[text.Length];
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = LatinMarks.Fold(text[i]);
        }
        return folded;
    }

    private static bool HasPart(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        foreach (var part in name.Split(' '))
        {
            if (!name[part].IsEmpty && text.Contains(name[part], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
    }

    private static void Every(ReadOnlySpan<char> text, ReadOnlySpan<char> folded, string name, string value, bool capital, ref List<Piece>? pieces)
    {
        for (var from = 0; folded[from..].IndexOf(name, StringComparison.OrdinalIgnoreCase) is >= 0 and var found;)
        {
            var (start, end) = (from + found, from + found + name.Length);
            if ((start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || LatinMarks.IsMark(text[end])))
                && (!capital || (char.IsUpper(text[start]) && !(start > 0 && text[start - 1] is '@' or '#'))))
            {
                (pieces ??= []).Add(new Piece(start, end, PersonalKind.Name, value));
            }
            from = end;
        }
    }

    // The words in a fixed order: "Obi Ada" is "Ada Obi".
    private static string Value(string name) => string.Join(' ', FoldedText.Of(name).Split(' ').Order(StringComparer.Ordinal));
}
