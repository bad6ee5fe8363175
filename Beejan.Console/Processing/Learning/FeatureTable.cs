using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning;

/// <summary>
/// The features of many texts as a sparse matrix: row i is <see cref="Columns"/>[<see cref="Starts"/>[i] … <see cref="Starts"/>[i + 1]], each feature
/// once, weighted by rarity (idf) and scaled to length 1. Features of fewer than <see cref="LeastTexts"/> texts are left out, but they still
/// count in the length: a text of unknown words says little, and must not look sure because of the few that are known.
/// </summary>
internal sealed class FeatureTable
{
    private const int LeastTexts = 2;

    private FeatureTable(FeatureShape shape, int[] starts, int[] columns, float[] scale, int[] slots, float[] idf, float unknown) =>
        (Shape, Starts, Columns, Scale, Slots, Idf, Unknown) = (shape, starts, columns, scale, slots, idf, unknown);

    public FeatureShape Shape { get; }

    public int[] Starts { get; }

    public int[] Columns { get; }

    /// <summary>One over the length of each row.</summary>
    public float[] Scale { get; }

    /// <summary>The hashed feature behind each column, ascending.</summary>
    public int[] Slots { get; }

    /// <summary>ln((1 + n) / (1 + df)) + 1 of each column, times the weight of its kind.</summary>
    public float[] Idf { get; }

    /// <summary>What an unknown word adds to the square of a row's length.</summary>
    public float Unknown { get; }

    public int Rows => Scale.Length;

    public static FeatureTable Read(IReadOnlyList<LabelledText> texts, FeatureShape shape)
    {
        // Half of the texts a core; the halves are joined in order, so the result does not depend on who was first.
        const int Parts = 2;
        var found = new List<int>[Parts];
        var starts = new int[texts.Count + 1];
        Parallel.For(0, Parts, part =>
        {
            var (from, to) = (texts.Count * part / Parts, texts.Count * (part + 1) / Parts);
            var sink = new Collect(new List<int>((to - from) * 128));
            for (var i = from; i < to; i++)
            {
                using var words = new WordBuffer(texts[i].Text);
                FeatureScan.Scan(words, shape, ref sink);
                starts[i + 1] = sink.Features.Count;
            }
            found[part] = sink.Features;
        });
        for (var i = texts.Count / Parts; i < texts.Count; i++)
        {
            starts[i + 1] += found[0].Count;
        }
        found[0].AddRange(found[1]);
        return Compact(starts, CollectionsMarshal.AsSpan(found[0]), shape);
    }

    private static FeatureTable Compact(int[] starts, ReadOnlySpan<int> raw, FeatureShape shape)
    {
        var rows = starts.Length - 1;
        var frequency = new int[1 << FeatureScan.Bits];
        foreach (var slot in raw)
        {
            frequency[slot]++;
        }
        var slots = new List<int>();
        var idf = new List<float>();
        for (var slot = 0; slot < frequency.Length; slot++)
        {
            var texts = frequency[slot];
            frequency[slot] = texts >= LeastTexts ? slots.Count : -1;
            if (texts >= LeastTexts)
            {
                slots.Add(slot);
                idf.Add(Rarity(rows, texts) * KindWeight(slot, shape));
            }
        }
        var unknown = shape.UnknownWeight * Rarity(rows, 1) * Rarity(rows, 1);
        var columns = new int[raw.Length];
        var ends = new int[rows + 1];
        var scale = new float[rows];
        var kept = 0;
        for (var i = 0; i < rows; i++)
        {
            var square = 0f;
            foreach (var slot in raw[starts[i]..starts[i + 1]])
            {
                var weight = KindWeight(slot, shape);
                if (frequency[slot] is >= 0 and var column)
                {
                    columns[kept++] = column;
                    weight = idf[column];
                    square += weight * weight;
                }
                else
                {
                    square += unknown * weight * weight;
                }
            }
            scale[i] = square > 0 ? 1 / MathF.Sqrt(square) : 0;
            ends[i + 1] = kept;
        }
        return new FeatureTable(shape, ends, columns, scale, [.. slots], [.. idf], unknown);
    }

    private static float Rarity(int rows, int texts) => MathF.Log((1f + rows) / (1f + texts)) + 1;

    private static float KindWeight(int slot, FeatureShape shape) => slot >= FeatureScan.FirstCharacterRun ? shape.CharWeight : 1;

    private readonly struct Collect(List<int> features) : IFeatureSink
    {
        public List<int> Features { get; } = features;

        public void Add(int feature, int word) => Features.Add(feature);
    }
}
