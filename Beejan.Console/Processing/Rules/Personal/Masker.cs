using System.Buffers;
using System.Text;

namespace Beejan.Processing.Rules.Personal;

/// <summary>
/// Replaces personal data in free text by tokens: phone numbers, e-mail addresses, cards, NINs, BVNs, accounts, names, street addresses,
/// secrets (PINs, one-time codes, passwords), and the numbers of papers, SIM cards and handsets.
/// Most texts have none: a few vectorised scans say so. Masking a masked text changes nothing.
/// </summary>
internal static class Masker
{
    private const int MostPasses = 3;
    private static readonly SearchValues<char> Triggers = SearchValues.Create("0123456789@");
    private static readonly SearchValues<char> WideTriggers = SearchValues.Create(
        "0123456789@\uFF20" + OtherDigits('\uFF10') + OtherDigits('\u0660') + OtherDigits('\u06F0') + OtherDigits('\u0966') + "\uD835");

    // Eight to a set: so many are looked for at once, more are looked for one by one.
    private static readonly SearchValues<string>[] Words =
    [
        Set("name", "suna", "aha m", "i am ", "this is ", "mi ", "regards", " be "),
        Set("i'm ", "call me ", " at ", "(at", "[at", "seven", "eight", "nine"),
        Set("_at_", "-at-", " m ", "yours ", "thank", "mo ", "dey talk", "signed"),
        Set("ni ne ", "registered to ", "{at", "two two "),
    ];

    private static readonly SearchValues<string> Documents = Set("passport", "licen", "voter", "imei", "imsi", "iccid");
    private static readonly SearchValues<string> Secrets = Set("pin", "otp", "puk", "cvv", "cvc", "pass", "code", "sirri");

    private delegate Piece? Finder(ReadOnlySpan<char> text, int at, out int next);

    /// <summary>The text with a token for each piece of personal data.</summary>
    /// <param name="text">The text; may hold tokens already.</param>
    /// <param name="name">The customer's own name, masked wherever it is repeated; null when unknown.</param>
    /// <param name="tokens">Makes the tokens; null gives bare ones such as <c>[PHONE]</c>.</param>
    /// <param name="open">Tokens without brackets that are left in clear, because a person said so; the customer's own name never is.</param>
    public static Masked Mask(string text, string? name, Tokens? tokens = null, IReadOnlySet<string>? open = null)
    {
        var pieces = Find(text, name, tokens, open);
        if (pieces is null)
        {
            return new Masked(text, []);
        }
        var masked = Written(text, pieces, tokens);
        // A token can uncover what stuck to a number ("…901plot 5") or lost the word before it to a name: looked at again until nothing is left.
        for (var pass = 0; pass < MostPasses && Find(masked.Text, name, tokens, open) is { } more; pass++)
        {
            var before = masked.Pieces.Count;
            // All of them first: the pieces they are placed by are the list that grows.
            List<Piece> found = [.. more.Select(p => Before(p, masked, text.Length))];
            pieces.AddRange(found);
            masked = Written(text, pieces, tokens);
            if (masked.Pieces.Count == before)
            {
                break;
            }
        }
        return masked;
    }

    // A piece of the masked text, with its place in the text as it was.
    private static Piece Before(Piece piece, Masked masked, int length)
    {
        var start = Math.Clamp(Place(piece.Start, isStart: true), 0, length);
        return piece with { Start = start, End = Math.Clamp(Place(piece.End, isStart: false), start, length) };

        int Place(int at, bool isStart)
        {
            var shift = 0;
            foreach (var done in masked.Pieces)
            {
                var token = done.Start + shift;
                var behind = masked.Text.IndexOf(']', token) + 1;
                if (at <= token)
                {
                    break;
                }
                if (at < behind)
                {
                    // Inside a token: all of what it stands for.
                    return isStart ? done.Start : done.End;
                }
                shift += behind - token - (done.End - done.Start);
            }
            return at - shift;
        }
    }

    /// <summary>The pieces in the order they were found; they may overlap. Null when there are none.</summary>
    private static List<Piece>? Find(string text, string? name, Tokens? tokens, IReadOnlySet<string>? open)
    {
        var (pieces, own) = Find(text, name);
        for (var i = pieces?.Count - 1 ?? -1; open is { Count: > 0 } && tokens is not null && i >= own; i--)
        {
            if (open.Contains(tokens.Of(pieces![i].Kind, pieces[i].Value)[1..^1]))
            {
                pieces.RemoveAt(i);
            }
        }
        return pieces is { Count: 0 } ? null : pieces;
    }

    // The first so many are the customer's own name.
    private static (List<Piece>? Pieces, int Own) Find(string text, string? name)
    {
        List<Piece>? pieces = null;
        var chars = text.AsSpan();
        if (name is not null)
        {
            NameMask.Own(chars, name, ref pieces);
        }
        var own = pieces?.Count ?? 0;
        var triggers = Ascii.IsValid(chars) ? Triggers : WideTriggers;
        var at = chars.IndexOfAny(triggers);
        var digits = at >= 0;
        for (var from = 0; at >= 0;)
        {
            var next = at + 1;
            var piece = text[at] is '@' or '\uFF20' ? MailMask.AtSign(chars, at, from) : DigitMask.Find(chars, at, out next) ?? AddressMask.Find(chars, at, next);
            if (piece is { } found)
            {
                (pieces ??= []).Add(found);
                from = next = Math.Max(next, found.End);
            }
            at = Next(chars, next, triggers);
        }
        foreach (var words in Words)
        {
            Cued(chars, words, Word, ref pieces);
        }
        if (digits)
        {
            Cued(chars, Secrets, SecretMask.Find, ref pieces);
            Cued(chars, Documents, DocumentMask.Find, ref pieces);
        }
        return (pieces, own);
    }

    private static void Cued(ReadOnlySpan<char> text, SearchValues<string> words, Finder find, ref List<Piece>? pieces)
    {
        for (var at = text.IndexOfAny(words); at >= 0;)
        {
            if (find(text, at, out var next) is { } found)
            {
                (pieces ??= []).Add(found);
                next = Math.Max(next, found.End);
            }
            var ahead = next < text.Length ? text[next..].IndexOfAny(words) : -1;
            at = ahead < 0 ? -1 : next + ahead;
        }
    }

    // What the cue at this place belongs to.
    private static Piece? Word(ReadOnlySpan<char> text, int at, out int next)
    {
        next = at + 2;
        if (text[at] == ' ' ? text[at + 1] is 'a' or 'A' : !char.IsAsciiLetter(text[at]))
        {
            return MailMask.Word(text, at);
        }
        switch (text[at] | 0x20)
        {
            case 's' when text[at + 1] is 'e' or 'E':
            case 'e':
            case 'n' when text[at + 2] is 'n' or 'N':
            case 't' when text[at + 1] is 'w' or 'W':
                return SpokenDigits.Find(text, at, out next);
            default:
                return NameMask.Introduced(text, at, out next);
        }
    }

    private static int Next(ReadOnlySpan<char> text, int from, SearchValues<char> triggers)
    {
        var at = from >= text.Length ? -1 : text[from..].IndexOfAny(triggers);
        return at < 0 ? -1 : from + at;
    }

    private static Masked Written(string text, List<Piece> pieces, Tokens? tokens)
    {
        pieces.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        Join(pieces);
        var output = new StringBuilder(text.Length + (12 * pieces.Count));
        var copied = 0;
        foreach (var piece in pieces)
        {
            output.Append(text, copied, piece.Start - copied).Append(tokens is null ? Tokens.Bare(piece.Kind) : tokens.Of(piece.Kind, piece.Value));
            copied = piece.End;
        }
        return new Masked(output.Append(text, copied, text.Length - copied).ToString(), pieces);
    }

    // Pieces that overlap become one, of the longer one's kind.
    private static void Join(List<Piece> pieces)
    {
        for (var i = 1; i < pieces.Count; i++)
        {
            var (before, piece) = (pieces[i - 1], pieces[i]);
            if (piece.Start < before.End)
            {
                var longer = piece.End - piece.Start > before.End - before.Start ? piece : before;
                pieces[i - 1] = longer with { Start = before.Start, End = Math.Max(before.End, piece.End) };
                pieces.RemoveAt(i--);
            }
        }
    }

    private static SearchValues<string> Set(params string[] cues) => SearchValues.Create(cues, StringComparison.OrdinalIgnoreCase);

    private static string OtherDigits(char zero) => string.Concat(Enumerable.Range(zero, 10).Select(c => (char)c));
}
