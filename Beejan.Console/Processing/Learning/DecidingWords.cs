namespace Beejan.Processing.Learning;

/// <summary>The words of a text that spoke most for an answer, neighbours joined to a phrase, strongest first.</summary>
internal static class DecidingWords
{
    private const int MostPhrases = 6;
    private const int MostOnStack = 256;
    private const int LeastLength = 2;

    // A word below this part of the strongest one did not decide anything.
    private const float LeastPart = 0.3f;

    public static string[] Of(TextModel model, in WordBuffer words, int answer)
    {
        if (words.Count == 0)
        {
            return [];
        }
        Span<float> shares = words.Count <= MostOnStack ? stackalloc float[MostOnStack] : new float[words.Count];
        shares = shares[..words.Count];
        model.Explain(words, answer, shares);
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
        var phrases = new List<(string Text, float Share)>();
        for (var w = 0; w < shares.Length; w++)
        {
            if (shares[w] < least)
            {
                continue;
            }
            var first = w;
            var share = shares[w];
            while (w + 1 < shares.Length && shares[w + 1] >= least)
            {
                share = Math.Max(share, shares[++w]);
            }
            var text = words.Phrase(first, w).ToString();
            if (!phrases.Exists(p => p.Text == text))
            {
                phrases.Add((text, share));
            }
        }
        return [.. phrases.OrderByDescending(p => p.Share).Take(MostPhrases).Select(p => p.Text)];
    }

    private static bool IsWord(ReadOnlySpan<char> word) => word.Length >= LeastLength && char.IsLetter(word[0]);
}
