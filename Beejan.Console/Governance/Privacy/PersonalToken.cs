using System.Buffers;

namespace Beejan.Governance.Privacy;

/// <summary>
/// What stands in a text for a piece of personal data: <c>[KIND:letters]</c>. The kind says what it was, its place is where it stands, the
/// letters are the same wherever the same value was written.
/// </summary>
/// <param name="Start">Its first character in the masked text.</param>
/// <param name="Length">With both brackets.</param>
/// <param name="Kind"><c>phone</c>, <c>email</c>, <c>card</c>, <c>nin</c>, <c>bvn</c>, <c>account</c>, <c>name</c>, <c>address</c>, <c>secret</c>, <c>document</c>, <c>sim</c> or <c>device</c>.</param>
/// <param name="Code">The letters; empty in a bare token.</param>
public readonly record struct PersonalToken(int Start, int Length, string Kind, string Code)
{
    private const int LetterCount = 10;

    // No vowels, so no words; no digits, so no token looks like a number.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz";

    private static readonly SearchValues<char> Code20 = SearchValues.Create(Alphabet);

    /// <summary>As it stands in the text, without the brackets: <c>PHONE:kdfwmzbrtq</c>.</summary>
    public string Written => Code.Length == 0 ? Kind.ToUpperInvariant() : $"{Kind.ToUpperInvariant()}:{Code}";

    /// <summary>The kinds there are, as a token writes them in capitals.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["phone", "email", "card", "nin", "bvn", "account", "name", "address", "secret", "document", "sim", "device"];

    /// <summary>Ten letters for a keyed hash: the same for the same hash.</summary>
    public static string Letters(long hash) => string.Create(LetterCount, hash, static (letters, left) =>
    {
        for (var i = 0; i < letters.Length; i++)
        {
            (left, var digit) = Math.DivRem(left, Alphabet.Length);
            letters[i] = Alphabet[(int)digit];
        }
    });

    /// <summary>The tokens in a masked text, in order.</summary>
    public static IReadOnlyList<PersonalToken> In(string? text)
    {
        List<PersonalToken>? found = null;
        for (var at = text?.IndexOf('[', StringComparison.Ordinal) ?? -1; at >= 0; at = text!.IndexOf('[', at + 1))
        {
            var close = text!.IndexOf(']', at);
            if (close < 0)
            {
                break;
            }
            if (Read(text, at, close) is { } token)
            {
                (found ??= []).Add(token);
            }
        }
        return found ?? [];
    }

    private static PersonalToken? Read(string text, int at, int close)
    {
        var inside = text.AsSpan((at + 1)..close);
        var colon = inside.IndexOf(':');
        var kind = colon < 0 ? inside : inside[..colon];
        var code = colon < 0 ? default : inside[(colon + 1)..];
        if (code.Length is not (0 or LetterCount) || code.IndexOfAnyExcept(Code20) >= 0)
        {
            return null;
        }
        foreach (var known in Kinds)
        {
            if (kind.Equals(known, StringComparison.OrdinalIgnoreCase) && kind.IndexOfAnyExceptInRange('A', 'Z') < 0)
            {
                return new PersonalToken(at, close - at + 1, known, code.ToString());
            }
        }
        return null;
    }
}
