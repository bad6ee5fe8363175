using System.Text;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Finds names: the customer's own wherever it is repeated, and what stands behind words that introduce somebody, in five languages. Behind a
/// plain introduction ("my name is") nearly any word is believed, behind a vague one ("I am") only known names.
/// </summary>
internal static class NameMask
{
    private const int MostWords = 4;

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
        var start = NameCues.Start(text, at);
        if (start < 0 || (start > 0 && char.IsLetterOrDigit(text[start - 1])))
        {
            return null;
        }
        var cursor = start;
        var cue = NameCues.Read(text, ref cursor);
        if (cue == NameCue.None)
        {
            return null;
        }
        while (cursor < text.Length && text[cursor] is ' ' or ':' or '-' or ',' or '=' or '\n' or '\r' or '"' or '“')
        {
            cursor++;
        }
        var (first, end) = Run(text, cursor, cue);
        next = Math.Max(next, end);
        return end > first ? new Piece(first, end, PersonalKind.Name, Value(text[first..end].ToString())) : null;
    }

    private static (int First, int End) Run(ReadOnlySpan<char> text, int at, NameCue cue)
    {
        var plain = cue == NameCue.Plain;
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
                || (kind == NameWord.Unknown && (capital || initial ? plain || known > 0 || cue == NameCue.SignOff : plain && words < 2 && word.Length > 2 && !IsVerb(word)));
            if (!believed && !(kind == NameWord.Either && capital && words == 0))
            {
                break;
            }
            known += kind == NameWord.Name || (believed && kind == NameWord.Either) ? 1 : 0;
            capitals += capital ? 1 : 0;
            (words, end) = (words + 1, stop);
            at = words == 1 && IsTurned(text, stop) ? stop + 2 : Next(text, stop, initial);
        }
        // "I am Grace and", "I am ada of": one name that is not written as one tells too little behind a vague cue.
        var enough = plain || known > 1 || (known == 1 && (capitals > 0 || words > 1)) || (cue == NameCue.SignOff && words is 2 or 3 && capitals == words && Closes(text, end));
        return words > 0 && enough ? (first, end) : (first, first);
    }

    // "Okafor, Ngozi": the family name first, as forms have it.
    private static bool IsTurned(ReadOnlySpan<char> text, int at) =>
        at + 2 < text.Length && text[at] == ',' && text[at + 1] == ' ' && char.IsUpper(text[at + 2]) && NameWords.Of(text[(at + 2)..WordEnd(text, at + 2)]) is NameWord.Name or NameWord.Either;

    // Nothing but marks follows: a letter's last line.
    private static bool Closes(ReadOnlySpan<char> text, int at) => text[at..].Trim(" .,!\n\r").IsEmpty;

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
