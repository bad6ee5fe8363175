namespace Beejan.Processing.Learning.Features;

/// <summary>
/// The features of many texts as a sparse matrix of two levels, since texts share most of their words: row i consists of
/// <see cref="Units"/>[<see cref="Starts"/>[i] … <see cref="Starts"/>[i + 1]], each a pair of words (the complement of its column) or a word, whose columns are
/// <see cref="WordColumns"/>[<see cref="WordStarts"/>[w] … <see cref="WordStarts"/>[w + 1]]. Columns are weighted by rarity (idf), rows scaled to length 1.
/// Features of fewer than <see cref="LeastTexts"/> texts are left out, but they still count in the length: a text of unknown words says
/// little, and must not look sure because of the few that are known.
/// </summary>
internal sealed class FeatureTable
{
    /// <summary>A feature must occur in so many texts to become a column.</summary>
    public const int LeastTexts = 2;

    /// <summary>How columns are weighted.</summary>
    public required FeatureShape Shape { get; init; }

    public required int[] Starts { get; init; }

    public required int[] Units { get; init; }

    public required int[] WordStarts { get; init; }

    public required int[] WordColumns { get; init; }

    /// <summary>One over the length of each row.</summary>
    public required float[] Scale { get; init; }

    /// <summary>The sum of the squares of each row's scaled columns: more than 1 where words share runs of characters.</summary>
    public required float[] Norm { get; init; }

    /// <summary>The hashed feature behind each column, ascending.</summary>
    public required int[] Slots { get; init; }

    /// <summary>ln((1 + n) / (1 + df)) + 1 of each column, times the weight of its kind.</summary>
    public required float[] Idf { get; init; }

    /// <summary>What an unknown word adds to the square of a row's length.</summary>
    public required float Unknown { get; init; }

    public int Rows => Scale.Length;

    public static FeatureTable Read(IReadOnlyList<LabelledText> texts, FeatureShape shape) => FeatureReader.Read(texts, shape);
}
