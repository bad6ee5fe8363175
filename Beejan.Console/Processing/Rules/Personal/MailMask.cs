using System.Buffers;

namespace Beejan.Processing.Rules.Personal;

/// <summary>Finds e-mail addresses: as they are, with spaces in them, and as people spell them ("ada dot obi at gmail dot com").</summary>
internal static class MailMask
{
    private static readonly string[] Providers = ["gmail", "yahoo", "hotmail", "outlook", "icloud", "ymail", "rocketmail", "protonmail", "aol", "live"];
    private static readonly string[] At = ["(at)", "[at]", "{at}", "at", "@"];
    private static readonly string[] Dot = ["(dot)", "[dot]", "dot", "."];

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

    /// <summary>The address that a provider's name at <paramref name="at"/>, or a bracketed "at", belongs to; null when there is none.</summary>
    public static Piece? Word(ReadOnlySpan<char> text, int at)
    {
        if (text[at] is '(' or '[')
        {
            return Spelt(text, at, 4, 0);
        }
        if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
        {
            return null;
        }
        var before = at;
        Spaces(text, ref before);
        foreach (var sign in At)
        {
            var start = before - sign.Length;
            if (start > 0 && text[start..before].Equals(sign, StringComparison.OrdinalIgnoreCase) && (sign != "at" || !char.IsLetterOrDigit(text[start - 1])))
            {
                return Spelt(text, start, sign.Length, 0);
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
        while (right < text.Length && (char.IsLetterOrDigit(text[right]) || text[right] == '-'))
        {
            right++;
        }
        var known = IsProvider(text[host..right]);
        if (right == host || (!known && text[sign] is not ('(' or '[' or '{')))
        {
            return null;
        }
        var left = sign;
        Spaces(text, ref left);
        var start = Local(text, left, from);
        if (start == left || NoLocal.Contains(text[start..left].ToString()))
        {
            return null;
        }
        var end = Ending(text, right, out var endings);
        // A provider's name without its ending is an address only right behind the sign: "ada@gmail", not "stop at outlook".
        return endings > 0 || (known && text[sign] == '@' && host == sign + 1) ? Piece(start, end, text[start..end]) : null;
    }

    // Back over "ada.obi", "ada dot obi", "ada underscore obi".
    private static int Local(ReadOnlySpan<char> text, int end, int from)
    {
        var start = end;
        while (start > from && IsLocal(text[start - 1]))
        {
            start--;
        }
        foreach (var joint in (ReadOnlySpan<string>)[" dot ", " underscore "])
        {
            if (start - joint.Length > from && text[(start - joint.Length)..start].Equals(joint, StringComparison.OrdinalIgnoreCase))
            {
                return Local(text, start - joint.Length, from);
            }
        }
        return start;
    }

    // Over ".com", " dot co dot uk", "(dot) ng".
    private static int Ending(ReadOnlySpan<char> text, int at, out int endings)
    {
        endings = 0;
        for (var end = at; ; end = at)
        {
            Spaces(text, ref end, forward: true);
            var dot = Array.Find(Dot, StartsAt(text[end..].Length > 5 ? text.Slice(end, 5).ToString() : text[end..].ToString()));
            if (dot is null)
            {
                return at;
            }
            end += dot.Length;
            Spaces(text, ref end, forward: true);
            var start = end;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
            {
                end++;
            }
            if (end - start is < 2 or > 4 || (endings > 0 && end - start != 2))
            {
                return at;
            }
            (at, endings) = (end, endings + 1);
        }

        static Predicate<string> StartsAt(string ahead) => dot => ahead.StartsWith(dot, StringComparison.OrdinalIgnoreCase);
    }

    private static Piece Piece(int start, int end, ReadOnlySpan<char> written) => new(start, end, PersonalKind.Email, string.Concat(written.ToString().ToLowerInvariant()
        .Replace(" dot ", ".", StringComparison.Ordinal).Replace("(dot)", ".", StringComparison.Ordinal).Replace("[dot]", ".", StringComparison.Ordinal).Replace(" underscore ", "_", StringComparison.Ordinal)
        .Replace("(at)", "@", StringComparison.Ordinal).Replace("[at]", "@", StringComparison.Ordinal).Replace(" at ", "@", StringComparison.Ordinal).Where(c => c != ' ')));

    private static bool IsProvider(ReadOnlySpan<char> word)
    {
        if (word.Length is < 3 or > 10)
        {
            return false;
        }
        foreach (var provider in Providers)
        {
            if (word.Equals(provider, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }
        return false;
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
}
