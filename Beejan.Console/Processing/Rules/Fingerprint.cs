using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>
/// Tells exact repeats: 64 bits of who wrote and what, the same for the same person saying the same words, whatever the case, the
/// punctuation or a leading "RT @someone:". Stable across processes and versions. It can be guessed, so it is stored keyed.
/// </summary>
internal static class Fingerprint
{
    internal const ulong Seed = 14695981039346656037;

    /// <summary>The draft's fingerprint; 0 when nobody is named, because two unknowns are not the same person.</summary>
    public static long Of(ComplaintDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var (kind, identity) = draft switch
        {
            { Msisdn: { Length: > 0 } msisdn } => ('m', msisdn),
            { Given.Handle: { Length: > 0 } handle } => ('h', handle),
            { Given.Account: { Length: > 0 } account } => ('a', account),
            { Given.Email: { Length: > 0 } email } => ('e', email),
            _ => ('\0', ""),
        };
        if (kind == '\0')
        {
            return 0;
        }
        var hash = Mix(Seed, kind);
        foreach (var c in identity)
        {
            hash = char.IsWhiteSpace(c) ? hash : Mix(hash, char.ToLowerInvariant(c));
        }
        hash = Mix(hash, '\n');
        var before = hash;
        var text = WithoutRetweet(draft.Text ?? draft.Given.Text ?? "");
        foreach (var c in text)
        {
            hash = char.IsLetterOrDigit(c) ? Mix(hash, char.ToLowerInvariant(c)) : hash;
        }
        if (hash == before)
        {
            // Emoji only: those are the words then.
            foreach (var c in text)
            {
                hash = Mix(hash, c);
            }
        }
        var final = unchecked((long)Avalanche(hash));
        return final == 0 ? 1 : final;
    }

    internal static ulong Mix(ulong hash, char c) => unchecked((hash ^ c) * 1099511628211);

    // FNV-1a leaves the high bits of short texts alike; this spreads them (the finaliser of MurmurHash3).
    internal static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
            hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
            return hash ^ (hash >> 33);
        }
    }

    internal static ReadOnlySpan<char> WithoutRetweet(ReadOnlySpan<char> text)
    {
        while (text.StartsWith("RT @", StringComparison.OrdinalIgnoreCase) && text.IndexOf(' ') is 2 && text[3..].IndexOf(' ') is > 1 and var end)
        {
            text = text[(3 + end)..].TrimStart();
        }
        return text;
    }
}
