namespace Beejan.Processing.Learning.Features;

/// <summary>Which features a model reads from a text. Stored with the model: a text is read for judging exactly as it was for training.</summary>
/// <param name="WordGrams">1: words alone; 2: pairs of neighbours too.</param>
/// <param name="CharFrom">Shortest run of characters inside a word, its edges counted as characters (1…8).</param>
/// <param name="CharTo">Longest such run; 0 for none.</param>
/// <param name="CharWeight">What a run of characters weighs beside a word (0…2): there are many more of them.</param>
/// <param name="UnknownWeight">What a feature that training never saw adds to the length of a text (0…2), beside the rarest one that it saw.</param>
internal readonly record struct FeatureShape(int WordGrams, int CharFrom, int CharTo, float CharWeight, float UnknownWeight)
{
    /// <summary>True when runs of that length are read.</summary>
    public bool Reads(int length) => CharTo > 0 && length >= CharFrom && length <= CharTo;

    /// <summary>Limits a file must keep.</summary>
    public bool IsSound =>
        WordGrams is 1 or 2 && CharTo is >= 0 and <= 8 && CharFrom >= 1 && (CharTo == 0 || CharFrom <= CharTo) && CharWeight is >= 0 and <= 2 && UnknownWeight is >= 0 and <= 2;
}
