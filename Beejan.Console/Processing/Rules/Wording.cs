using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>
/// 64 bits of what was said, whoever said it: letters and digits only, without links and mentions, because those differ from copy to copy.
/// Stable across processes. It can be guessed, so it is stored keyed.
/// </summary>
internal static class Wording
{
    /// <summary>
    /// Fewer letters and digits than this are said alike by people who never met, and each of them must be answered: a dozen words may be
    /// chance, two full lines are not.
    /// </summary>
    public const int LeastCopy = 100;

    /// <summary>The same number for a post and a text message that say the very same within <see cref="Across"/> of each other.</summary>
    public const int LeastAcross = 40;

    /// <summary>So close together the same words on two channels are one person's, who writes to both in one go; hours apart they are chance or a copy.</summary>
    public static readonly TimeSpan Across = TimeSpan.FromMinutes(5);

    /// <summary>The print of a post or a text message; null on other channels, when it was withdrawn, and when it has no words.</summary>
    /// <param name="letters">Letters and digits that count.</param>
    public static long? Of(ComplaintDraft draft, out int letters)
    {
        ArgumentNullException.ThrowIfNull(draft);
        letters = 0;
        if (draft.Channel is not (Channels.Social or Channels.Sms) || draft.Withdrawn)
        {
            return null;
        }
        var hash = Fingerprint.Seed;
        var text = Fingerprint.WithoutRetweet(draft.Text ?? draft.Given.Text ?? "");
        foreach (var range in text.SplitAny(" \t\r\n"))
        {
            var word = text[range];
            if (word.StartsWith("@") || word.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || word.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }
            foreach (var c in word)
            {
                if (char.IsLetterOrDigit(c))
                {
                    hash = Fingerprint.Mix(hash, char.ToLowerInvariant(c));
                    letters++;
                }
            }
        }
        var final = unchecked((long)Fingerprint.Avalanche(hash));
        return letters == 0 ? null : final == 0 ? 1 : final;
    }
}
