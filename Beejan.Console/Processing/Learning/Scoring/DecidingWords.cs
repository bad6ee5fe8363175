using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>The words of a text that spoke most for an answer, neighbours joined to a phrase, strongest first.</summary>
internal static class DecidingWords
{
    private const int MostPhrases = 6;
    private const int MostOnStack = 256;
    private const int LeastLength = 2;

    // A word below this part of the strongest one did not decide anything.
    private const float LeastPart = 0.3f;

    /// <param name="panel">What judged the text.</param>
    /// <param name="model">The model in it that answered.</param>
    /// <param name="words">The text.</param>
    /// <param name="answer">The class it chose.</param>
    public static string[] Of(Panel panel, int model, in WordBuffer words, int answer)
    {
        if (words.Count == 0)
        {
            return [];
        }
        Span<float> shares = words.Count <= MostOnStack ? stackalloc float[words.Count] : new float[words.Count];
        panel.Explain(words, model, answer, shares);
        var strongest = 0f;
        for (var w = 0; w < shares.Length; w++)
        {
            shares[w] = IsWord(words[w]) ? shares[w] : 0;
            strongest = Math.Max(strongest, shares[w]);
        }
        return strongest == 0 ? [] : Phrases(words, shares, strongest * LeastPart);
    }

    private static string[] Phrases(in WordBuffer words, ReadOnlySpan<float> shares, float least)
    {
        Span<(int First, int Last, float Share)> best = stackalloc (int, int, float)[MostPhrases];
        var count = 0;
        for (var w = 0; w < shares.Length; w++)
        {
            if (shares[w] < least)
            {
                continue;
            }
            var (first, share) = (w, shares[w]);
            while (w + 1 < shares.Length && shares[w + 1] >= least)
            {
                share = Math.Max(share, shares[++w]);
            }
            Keep(words, best, ref count, (first, w, share));
        }
        var phrases = new string[count];
        for (var p = 0; p < count; p++)
        {
            phrases[p] = words.Phrase(best[p].First, best[p].Last).ToString();
        }
        return phrases;
    }

    // The strongest so far, in order; a phrase that is there already stays where it is.
    private static void Keep(in WordBuffer words, Span<(int First, int Last, float Share)> best, ref int count, (int First, int Last, float Share) phrase)
    {
        var text = words.Phrase(phrase.First, phrase.Last);
        var at = 0;
        for (var p = 0; p < count; p++)
        {
            if (words.Phrase(best[p].First, best[p].Last).SequenceEqual(text))
            {
                return;
            }
            at = best[p].Share >= phrase.Share ? p + 1 : at;
        }
        if (at == best.Length)
        {
            return;
        }
        count = Math.Min(count + 1, best.Length);
        best[at..(count - 1)].CopyTo(best[(at + 1)..]);
        best[at] = phrase;
    }

    private static bool IsWord(ReadOnlySpan<char> word) => word.Length >= LeastLength && char.IsLetter(word[0]);
}
