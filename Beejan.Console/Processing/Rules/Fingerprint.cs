using System.Text;
using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>Same person, same words: 64 bits (FNV-1a) over the subscriber's identity and the text's letters and digits.</summary>
internal static class Fingerprint
{
    /// <summary>0 when nobody can be named: such complaints are never each other's repeats.</summary>
    public static long Of(ComplaintDraft draft)
    {
        var who = draft.Msisdn ?? draft.GivenHandle ?? draft.GivenAccount ?? draft.GivenEmail;
        if (string.IsNullOrEmpty(who))
        {
            return 0;
        }
        var hash = 14695981039346656037UL;
        foreach (var rune in (who + "\n").EnumerateRunes())
        {
            hash = (hash ^ (uint)rune.Value) * 1099511628211UL;
        }
        foreach (var rune in (draft.Text ?? "").EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune))
            {
                hash = (hash ^ (uint)Rune.ToLowerInvariant(rune).Value) * 1099511628211UL;
            }
        }
        return (long)hash;
    }
}
