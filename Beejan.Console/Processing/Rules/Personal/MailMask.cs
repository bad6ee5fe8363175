using System.Buffers;
using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>Finds e-mail addresses: as they are, with spaces in them, and as people spell them ("ada dot obi at gmail dot com").</summary>
internal static class MailMask
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Providers =
        Words("gmail yahoo hotmail outlook icloud ymail rocketmail protonmail aol live googlemail proton zoho msn yandex gmx");

    // The endings of domains that people here write; only these are believed where a sentence could run on ("at home.abeg").
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Endings = Words("com org net edu gov mil ng co uk io me info biz africa us ca de fr za gh");

    // Endings that are words: "ada@mtn. Me I am tired" ends a sentence.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Everyday = Words("me us info io de ca co za");

    private static readonly SearchValues<char> Joints = SearchValues.Create("._+-");

    // Say that what follows is an address.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Cues = Words("mail email e-mail mails imel imeeli ímeèlì imẹli imeelì ozi-e gmail address reply write send contact reach");

    private static readonly string[] Signs = ["(at)", "[at]", "{at}", "_at_", "-at-"];
    private static readonly string[] Dots = ["(dot)", "[dot]", "{dot}", "_dot_", "-dot-", "dot", ".", ","];

    // "Look at gmail.com" names nobody.
    private static readonly SearchValues<string> NoLocal = SearchValues.Create(
        ["look", "looking", "am", "is", "me", "us", "it", "work", "login", "log", "in", "available", "check", "mail", "email", "sign", "reach", "stop", "arrive", "address", "id", "you", "not", "and", "or"], StringComparison.OrdinalIgnoreCase);

    /// <summary>The address around the at-sign at <paramref name="at"/>; null for a mention or nothing.</summary>
    /// <param name="from">Where the text begins that is not yet part of another piece.</param>
    public static Piece? AtSign(ReadOnlySpan<char> text, int at, int from)
    {
        var start = at;
        while (start > from && IsLocal(text[start - 1]))
        {
            start--;
        }
        while (start < at && !char.IsLetterOrDigit(text[start]))
        {
            start++;
        }
        var end = start < at ? DomainEnd(text, at) : -1;
        return end >= 0 ? Piece(start, end, text[start..end]) : Spelt(text, at, 1, from);
    }

    /// <summary>The address whose written-out at-sign begins at <paramref name="at"/> or behind the space there; null when there is none.</summary>
    public static Piece? Word(ReadOnlySpan<char> text, int at)
    {
        at += text[at] == ' ' ? 1 : 0;
        if (text[at] is 'a' or 'A')
        {
            // The commonest by far, and hardly ever a sign.
            return HasDot(text, at + 3) ? Spelt(text, at, 2, 0) : null;
        }
        foreach (var sign in Signs)
        {
            if (text[at..].StartsWith(sign, StringComparison.OrdinalIgnoreCase))
            {
                return Spelt(text, at, sign.Length, 0);
            }
        }
        return null;
    }

    /// <summary>True when an at-sign and a domain follow the characters at this place: what stands before is an address's local part.</summary>
    public static bool FollowsLocal(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsLocal(text[at]))
        {
            at++;
        }
        return at < text.Length && text[at] == '@' && DomainEnd(text, at) > 0;
    }

    private static Piece? Spelt(ReadOnlySpan<char> text, int sign, int width, int from)
    {
        // A mention ends here: its name is no provider's.
        var right = sign + width;
        Spaces(text, ref right, forward: true);
        var host = right;
        while (right < text.Length && (char.IsLetterOrDigit(text[right]) || (text[right] == '-' && !text[right..].StartsWith("-dot-", StringComparison.OrdinalIgnoreCase))))
        {
            right++;
        }
        var left = sign;
        Spaces(text, ref left);
        if (right == host || left == from || !IsLocal(text[left - 1]))
        {
            return null;
        }
        var end = Ending(text, right, out _, out var spelt);
        var known = Providers.Contains(text[host..right]);
        // A name without an ending is a domain only right behind the sign ("ada@gmail", not "stop at outlook"), and any other than a provider's
        // only where an address is spoken of.
        if (end == right && (text[sign] != '@' || host > sign + 1 || (!known && left < sign)))
        {
            return null;
        }
        var start = Local(text, left, from);
        if (start == left || (end == right && !known && !IsCued(text, start)) || NoLocal.Contains(text[start..left].ToString()))
        {
            return null;
        }
        // "Recharge at mtn.com.ng": where a sentence may run on, the words before or a name that is no word must tell an address.
        var plain = (text[sign] is 'a' or 'A' || (text[sign] is '@' or '\uFF20' && (left < sign || host > sign + 1))) && !spelt && !known;
        return plain && !IsCued(text, start) && text[start..left].IndexOfAnyInRange('0', '9') < 0 && text[start..left].IndexOfAny(Joints) < 0 ? null : Piece(start, end, text[start..end]);
    }

    // Back over "ada.obi", "ada . obi", "ada dot obi", "ada underscore obi".
    private static int Local(ReadOnlySpan<char> text, int end, int from)
    {
        var start = end;
        while (start > from && IsLocal(text[start - 1]))
        {
            start--;
        }
        while (start < end && text[start] is '-' or '.')
        {
            start++;
        }
        foreach (var joint in (ReadOnlySpan<string>)[" dot ", " underscore ", " . ", " _ ", " dash ", "(dot)", "[dot]"])
        {
            if (start - joint.Length > from && text[(start - joint.Length)..start].Equals(joint, StringComparison.OrdinalIgnoreCase))
            {
                return Local(text, start - joint.Length, from);
            }
        }
        return start;
    }

    // Over ".com", " dot co dot uk", "(dot) ng", ",com"; spelt when a word stood for a point.
    private static int Ending(ReadOnlySpan<char> text, int at, out int endings, out bool spelt)
    {
        (endings, spelt) = (0, false);
        for (var end = at; ; end = at)
        {
            Spaces(text, ref end, forward: true);
            var gap = end > at;
            var dot = Dot(text[end..]);
            // A comma in place of the point stands close; with a space it ends a part of the sentence.
            if (dot is null || (dot == "," && gap))
            {
                return at;
            }
            end += dot.Length;
            var close = end;
            Spaces(text, ref end, forward: true);
            var start = end;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }
            // Labels before the ending (unilag.edu.ng) may be longer words.
            var more = end < text.Length && Dot(text[end..]) is not null and not ",";
            if (end == start || (close != start && (dot == "," || (dot == "." && !gap && Everyday.Contains(text[start..end])))) || !(Endings.Contains(text[start..end]) || (more && close == start && end - start <= 24 && endings == 0 && HasEnding(text, end))))
            {
                return at;
            }
            (at, endings, spelt) = (end, endings + 1, spelt || dot.Length > 1);
        }
    }

    private static bool HasEnding(ReadOnlySpan<char> text, int at) => Ending(text, at, out var endings, out _) > at && endings > 0;

    // A point, or a word for it, stands behind the word there.
    private static bool HasDot(ReadOnlySpan<char> text, int at)
    {
        Spaces(text, ref at, forward: true);
        while (at < text.Length && char.IsLetterOrDigit(text[at]))
        {
            at++;
        }
        return at < text.Length && (text[at] is '.' or ',' or '(' or '[' or '{' or '_' or '-' || (text[at] == ' ' && at + 1 < text.Length && text[at + 1] is 'd' or 'D' or '.' or '(' or '['));
    }

    private static string? Dot(ReadOnlySpan<char> ahead)
    {
        if (ahead.IsEmpty || ahead[0] is not ('.' or ',' or '(' or '[' or '{' or '_' or '-' or 'd' or 'D'))
        {
            return null;
        }
        foreach (var dot in Dots)
        {
            if (ahead.StartsWith(dot, StringComparison.OrdinalIgnoreCase))
            {
                return dot;
            }
        }
        return null;
    }

    // "My email is …", "imel dina …": within four words.
    private static bool IsCued(ReadOnlySpan<char> text, int start)
    {
        for (var (word, end) = (0, start); word < 4 && end > 0; word++)
        {
            while (end > 0 && text[end - 1] is ' ' or ':' or '-')
            {
                end--;
            }
            var from = end;
            while (from > 0 && (char.IsLetter(text[from - 1]) || text[from - 1] == '-' || LatinMarks.IsMark(text[from - 1])))
            {
                from--;
            }
            if (Cues.Contains(text[from..end]))
            {
                return true;
            }
            end = from;
        }
        return false;
    }

    private static Piece Piece(int start, int end, ReadOnlySpan<char> written) => new(start, end, PersonalKind.Email, Plainly(written.ToString().ToLowerInvariant()));

    // However it is spelt it is one address, so that its token is one.
    private static string Plainly(string written)
    {
        foreach (var dot in (ReadOnlySpan<string>)[" dot ", "(dot)", "[dot]", "{dot}", "_dot_", "-dot-"])
        {
            written = written.Replace(dot, ".", StringComparison.Ordinal);
        }
        foreach (var sign in (ReadOnlySpan<string>)["(at)", "[at]", "{at}", "_at_", "-at-", " at ", "\uFF20"])
        {
            written = written.Replace(sign, "@", StringComparison.Ordinal);
        }
        return written.Replace(" underscore ", "_", StringComparison.Ordinal).Replace(" dash ", "-", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).Replace(',', '.');
    }

    private static void Spaces(ReadOnlySpan<char> text, ref int at, bool forward = false)
    {
        while (forward ? at < text.Length && text[at] == ' ' : at > 0 && text[at - 1] == ' ')
        {
            at += forward ? 1 : -1;
        }
    }

    // The end of the domain behind an at-sign; -1 when none stands there.
    private static int DomainEnd(ReadOnlySpan<char> text, int at)
    {
        var end = at + 1;
        var dot = -1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.'))
        {
            dot = text[end] == '.' && end > at + 1 && end + 1 < text.Length && char.IsLetter(text[end + 1]) ? end : dot;
            end++;
        }
        while (end > at && text[end - 1] is '.' or '-')
        {
            end--;
        }
        return dot > 0 && dot < end - 1 ? end : -1;
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
