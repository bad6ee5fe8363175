using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning;

/// <summary>
/// A trained linear model, read-only and safe for many threads. Weights are bytes, one row a feature, classes side by side; a row ends
/// with the square of the feature's own weight (16 bits) for the length of the text. A bitmap with ranks finds a feature's row.
/// </summary>
internal sealed class TextModel
{
    /// <summary>Classes at most.</summary>
    public const int MostClasses = 254;
    private const int Chunk = 8;
    private const float LengthUnit = 256;

    // Sums are 16 bits wide: after so many rows of bytes they are poured into wider ones.
    private const int RowsPerPour = 256;
    private readonly ulong[] _known = new ulong[(1 << FeatureScan.Bits) / 64];
    private readonly int[] _rank = new int[(1 << FeatureScan.Bits) / 64];
    private readonly float[] _unknown = new float[2];

    /// <param name="parts">As <see cref="ModelFile"/> has checked them.</param>
    public TextModel(ModelParts parts)
    {
        Parts = parts;
        Stride = (parts.Classes.Count + 2 + Chunk - 1) / Chunk * Chunk;
        Rows = new sbyte[Math.Max(1, parts.Slots.Length) * Stride];
        for (var r = 0; r < parts.Slots.Length; r++)
        {
            parts.Weights.AsSpan(r * Classes.Count, Classes.Count).CopyTo(Rows.AsSpan(r * Stride));
            MemoryMarshal.Cast<sbyte, ushort>(Rows.AsSpan(((r + 1) * Stride) - 2))[0] = parts.Squares[r];
            _known[parts.Slots[r] >> 6] |= 1UL << parts.Slots[r];
        }
        for (var word = 1; word < _rank.Length; word++)
        {
            _rank[word] = _rank[word - 1] + BitOperations.PopCount(_known[word - 1]);
        }
        _unknown = [parts.Unknown * LengthUnit, parts.Unknown * parts.Shape.CharWeight * parts.Shape.CharWeight * LengthUnit];
    }

    public ModelParts Parts { get; }

    public IReadOnlyList<string> Classes => Parts.Classes;

    private int Stride { get; }

    private sbyte[] Rows { get; }

    /// <summary>The square of a length as it is kept beside the weights.</summary>
    public static ushort Square(float length) => (ushort)Math.Clamp(MathF.Round(length * length * LengthUnit), 1, ushort.MaxValue);

    /// <summary>The probability of each class.</summary>
    /// <param name="text">Cleaned and masked.</param>
    /// <param name="probabilities">One a class; they add up to 1.</param>
    public void Judge(ReadOnlySpan<char> text, Span<float> probabilities)
    {
        using var words = new WordBuffer(text);
        Judge(words, probabilities);
    }

    public void Judge(in WordBuffer words, Span<float> probabilities)
    {
        Span<short> narrow = stackalloc short[Stride];
        Span<int> wide = stackalloc int[Stride];
        narrow.Clear();
        wide.Clear();
        var sums = new Sums(this, narrow, wide);
        FeatureScan.Scan(words, Parts.Shape, ref sums);
        sums.Pour();
        var scale = sums.Square > 0 ? MathF.Sqrt(LengthUnit / sums.Square) : 0;
        var highest = float.MinValue;
        for (var k = 0; k < Classes.Count; k++)
        {
            probabilities[k] = Parts.Calibration.Sharpness * ((wide[k] * Parts.Units[k] * scale) + Parts.Bias[k]);
            highest = Math.Max(highest, probabilities[k]);
        }
        var total = 0f;
        for (var k = 0; k < Classes.Count; k++)
        {
            total += probabilities[k] = MathF.Exp(probabilities[k] - highest);
        }
        for (var k = 0; k < Classes.Count; k++)
        {
            probabilities[k] /= total;
        }
    }

    /// <summary>How much each word of the text spoke for a class, beside what it says for the classes on average.</summary>
    public void Explain(in WordBuffer words, int k, Span<float> byWord)
    {
        byWord.Clear();
        var shares = new Shares(this, k, byWord);
        FeatureScan.Scan(words, Parts.Shape, ref shares);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RowOf(int feature)
    {
        var bits = _known[feature >> 6];
        return ((bits >> feature) & 1) == 0 ? -1 : _rank[feature >> 6] + BitOperations.PopCount(bits & ((1UL << feature) - 1));
    }

    private ref struct Sums(TextModel model, Span<short> narrow, Span<int> wide) : IFeatureSink
    {
        private readonly TextModel _model = model;
        private readonly Span<short> _narrow = narrow;
        private readonly Span<int> _wide = wide;
        private int _added;

        public float Square { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int feature, int word)
        {
            var row = _model.RowOf(feature);
            if (row < 0)
            {
                Square += _model._unknown[feature >> (FeatureScan.Bits - 1)];
                return;
            }
            ref var weights = ref _model.Rows[row * _narrow.Length];
            for (var c = 0; c < _narrow.Length; c += Chunk)
            {
                ref var sums = ref _narrow[c];
                var bytes = Vector128.CreateScalarUnsafe(Unsafe.As<sbyte, ulong>(ref Unsafe.Add(ref weights, c))).AsSByte();
                (Vector128.LoadUnsafe(ref sums) + Vector128.WidenLower(bytes)).StoreUnsafe(ref sums);
            }
            Square += Unsafe.As<sbyte, ushort>(ref Unsafe.Add(ref weights, _narrow.Length - 2));
            if (++_added == RowsPerPour)
            {
                Pour();
            }
        }

        public void Pour()
        {
            for (var k = 0; k < _narrow.Length; k++)
            {
                _wide[k] += _narrow[k];
            }
            _narrow.Clear();
            _added = 0;
        }
    }

    private readonly ref struct Shares(TextModel model, int k, Span<float> byWord) : IFeatureSink
    {
        private readonly Span<float> _byWord = byWord;

        public void Add(int feature, int word)
        {
            var row = model.RowOf(feature);
            if (row >= 0)
            {
                var weights = model.Rows.AsSpan(row * model.Stride, model.Classes.Count);
                var all = 0f;
                for (var c = 0; c < weights.Length; c++)
                {
                    all += weights[c] * model.Parts.Units[c];
                }
                _byWord[word] += (weights[k] * model.Parts.Units[k]) - (all / weights.Length);
            }
        }
    }
}
