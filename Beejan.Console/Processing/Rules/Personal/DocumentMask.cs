using System.Collections.Frozen;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Finds numbers of papers and equipment by the word that names them: passports, driver's licences and voter's cards ("passport A01234567"),
/// the serial numbers of SIM cards and their subscribers' (ICCID after ITU-T E.118, IMSI after E.212), and of handsets (IMEI).
/// </summary>
internal static class DocumentMask
{
    /// <summary>How ICCIDs of Nigerian networks begin: telecommunication, +234.</summary>
    private const string NigerianSim = "89234";

    private const int MostWords = 6;
    private const int LongestWord = 16;
    private const int LeastDigits = 5;
    private const int LeastBare = 8;
    private const int Shortest = 7;
    private const int Longest = 20;

    private static readonly FrozenDictionary<string, Role>.AlternateLookup<ReadOnlySpan<char>> Roles = WordKinds.Of(StringComparer.OrdinalIgnoreCase,
        (Role.Document, "passport licence license voter voters"),
        (Role.Sim, "iccid imsi"),
        (Role.Device, "imei"),
        (Role.Filler, "s is was be na ne no nr number numbers id card identification vin pvc and my the of a international intl driver drivers code with 1 2"));

    private enum Role
    {
        Other,
        Document,
        Sim,
        Device,
        Filler,
    }

    /// <summary>The number that the word at <paramref name="at"/> names; null when it is no such word or names none.</summary>
    /// <param name="next">Where to look on.</param>
    public static Piece? Find(ReadOnlySpan<char> text, int at, out int next)
    {
        var end = EndOfWord(text, at);
        next = Math.Max(at + 1, end);
        var role = at > 0 && char.IsLetterOrDigit(text[at - 1]) ? Role.Other : RoleOf(text[at..end]);
        if (role is Role.Other or Role.Filler)
        {
            return null;
        }
        for (var word = 0; word <= MostWords; word++)
        {
            while (end < text.Length && text[end] is ' ' or ':' or '=' or '-' or '#' or '.' or '(' or '\'' or '\u2019' or '"' or '/' or '\n')
            {
                end++;
            }
            if (end == text.Length)
            {
                return null;
            }
            var found = role == Role.Document ? Paper(text, end) : Digits(text, end, role);
            if (found is not null)
            {
                return found;
            }
            var start = end;
            // "IMEI 1": a handset has one for each of its SIMs.
            end = text[end] is '1' or '2' && end + 1 < text.Length && text[end + 1] == ' ' ? end + 1 : EndOfWord(text, end);
            if (end == start || RoleOf(text[start..end]) != Role.Filler)
            {
                return null;
            }
        }
        return null;
    }

    /// <summary>True for the serial number of a Nigerian network's SIM card, whatever stands around it.</summary>
    public static bool IsSim(ReadOnlySpan<char> digits) => digits.Length is 19 or 20 && digits.StartsWith(NigerianSim, StringComparison.Ordinal);

    private static Piece? Digits(ReadOnlySpan<char> text, int at, Role role)
    {
        if (!char.IsAsciiDigit(text[at]))
        {
            return null;
        }
        Span<char> digits = stackalloc char[DigitRun.MostDigits + 1];
        Span<int> ends = stackalloc int[DigitRun.MostGroups];
        Span<int> totals = stackalloc int[DigitRun.MostGroups];
        var run = new DigitRun(digits, ends, totals);
        run.Read(text, at, letters: false);
        for (var g = run.Groups; g >= 1; g--)
        {
            if (run.Digits(g).Length is var length && (role == Role.Device ? length is >= 14 and <= 17 : length is >= 14 and <= DigitRun.MostDigits))
            {
                return new Piece(at, run.End(g), role == Role.Device ? PersonalKind.Device : PersonalKind.Sim, run.Digits(g).ToString());
            }
        }
        return null;
    }

    // Letters and digits in one word; what has no letter must be too long for a year or an amount.
    private static Piece? Paper(ReadOnlySpan<char> text, int start)
    {
        var (end, digits) = (start, 0);
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            digits += char.IsAsciiDigit(text[end++]) ? 1 : 0;
        }
        var length = end - start;
        return digits >= LeastDigits && length is >= Shortest and <= Longest && (digits < length || digits >= LeastBare)
            ? new Piece(start, end, PersonalKind.Document, text[start..end].ToString().ToUpperInvariant())
            : null;
    }

    private static int EndOfWord(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }
        return at;
    }

    private static Role RoleOf(ReadOnlySpan<char> word) => word.Length is > 0 and <= LongestWord && Roles.TryGetValue(word, out var role) ? role : Role.Other;
}
