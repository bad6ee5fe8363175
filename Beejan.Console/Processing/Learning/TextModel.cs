using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning;

/// <summary>
/// A trained linear model, read-only and safe for many threads. Weights are bytes, one row a feature, classes side by side; a row ends
/// with the square of the feature's own weight (16 bits) for the length of the text. A bitmap with ranks finds a feature's row; what a
/// word's features add up to is kept for the next time it comes.
/// </summary>
internal sealed class TextModel
{
    /// <summary>Classes at most.</summary>
    public const int MostClasses = 254;
    private const int Chunk = 8;
    private const float LengthUnit = 256;

    private readonly ulong[] _known = new ulong[(1 << FeatureScan.Bits) / 64];
    private readonly int[] _rank = new int[(1 << FeatureScan.Bits) / 64];
    private readonly float[] _unknown;
    private readonly sbyte[] _rows;
    private readonly float[] _units;
    private readonly float[] _bias;
    private readonly WordMemos _memos;

    /// <param name="parts">As <see cref="ModelFile"/> has checked them.</param>
    public TextModel(ModelParts parts)
    {
        Parts = parts;
        Stride = (parts.Classes.Count + 2 + Chunk - 1) / Chunk * Chunk;
        _memos = new WordMemos(Stride);
        // What is only room for whole vectors never gets a share.
        _units = [.. parts.Units.Select(u => u * parts.Calibration.Sharpness), .. new float[Stride - parts.Units.Length]];
        _bias = [.. parts.Bias.Select(b => b * parts.Calibration.Sharpness), .. Enumerable.Repeat(-1e6f, Stride - parts.Bias.Length)];
        _rows = new sbyte[Math.Max(1, parts.Slots.Length) * Stride];
        for (var r = 0; r < parts.Slots.Length; r++)
        {
            parts.Weights.AsSpan(r * Classes.Count, Classes.Count).CopyTo(_rows.AsSpan(r * Stride));
            MemoryMarshal.Cast<sbyte, ushort>(_rows.AsSpan(((r + 1) * Stride) - 2))[0] = parts.Squares[r];
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

    /// <summary>How many sums <see cref="Add"/> works on: the classes and some room.</summary>
    public int Stride { get; }

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
        Span<int> sums = stackalloc int[Stride];
        sums.Clear();
        Finish(sums, Add(words, sums), probabilities);
    }

    /// <summary>Adds what the words say for each class, in units of the class.</summary>
    /// <returns>What they add to the square of the text's length.</returns>
    public float Add(in WordBuffer words, Span<int> sums)
    {
        var memo = _memos.Take();
        Span<ulong> spare = stackalloc ulong[memo is null ? WordMemo.SizeOf(Stride) : 0];
        var (square, pairs) = (0f, Parts.Shape.WordGrams > 1);
        for (var w = 0; w < words.Count; w++)
        {
            if (words.Key(w) is not 0 and var key)
            {
                var cell = CellOf(words, w, key, memo, spare);
                square += cell.Square;
                Pour(cell.Sums, sums);
            }
            if (pairs && words.Pair(w) is not 0 and var pair)
            {
                square += AddPair(FeatureScan.Of(pair), sums);
            }
        }
        _memos.Return(memo);
        return square;
    }

    /// <summary>The probability of each class, from what was added.</summary>
    /// <param name="sums">What all words say for each class.</param>
    /// <param name="square">The square of the text's length.</param>
    /// <param name="probabilities">One a class; they add up to 1.</param>
    public void Finish(ReadOnlySpan<int> sums, float square, Span<float> probabilities)
    {
        var scale = Vector128.Create(square > 0 ? MathF.Sqrt(LengthUnit / square) : 0);
        Span<float> shares = stackalloc float[Stride];
        var highest = Vector128.Create(float.MinValue);
        for (var c = 0; c < shares.Length; c += 4)
        {
            var score = (Vector128.ConvertToSingle(Vector128.Create(sums[c..])) * Vector128.Create(_units.AsSpan(c)) * scale) + Vector128.Create(_bias.AsSpan(c));
            score.CopyTo(shares[c..]);
            highest = Vector128.Max(highest, score);
        }
        highest = Vector128.Create(Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3])));
        var total = Vector128<float>.Zero;
        for (var c = 0; c < shares.Length; c += 4)
        {
            var share = Vector128.Exp(Vector128.Create<float>(shares[c..]) - highest);
            share.CopyTo(shares[c..]);
            total += share;
        }
        var whole = Vector128.Sum(total);
        for (var k = 0; k < Classes.Count; k++)
        {
            probabilities[k] = shares[k] / whole;
        }
    }

    /// <summary>How much each word of the text spoke for a class, beside what it says for the classes on average.</summary>
    public void Explain(in WordBuffer words, int k, Span<float> byWord)
    {
        byWord.Clear();
        var memo = _memos.Take();
        Span<ulong> spare = stackalloc ulong[memo is null ? WordMemo.SizeOf(Stride) : 0];
        for (var w = 0; w < words.Count; w++)
        {
            if (words.Key(w) is not 0 and var key)
            {
                var cell = CellOf(words, w, key, memo, spare);
                byWord[w] += (cell.Sums[k] * Parts.Units[k]) - cell.Mean;
            }
            if (Parts.Shape.WordGrams > 1 && words.Pair(w) is not 0 and var pair && RowOf(FeatureScan.Of(pair)) is >= 0 and var row)
            {
                var weights = _rows.AsSpan(row * Stride, Classes.Count);
                byWord[w] += (weights[k] * Parts.Units[k]) - Mean(weights);
            }
        }
        _memos.Return(memo);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordCell CellOf(in WordBuffer words, int w, ulong key, WordMemo? memo, Span<ulong> spare)
    {
        var cell = memo is null ? new WordCell(spare) : memo.Find(key);
        if (memo is null || cell.Key != key)
        {
            Fill(cell, words.Edged(w), key);
        }
        return cell;
    }

    private void Fill(WordCell cell, ReadOnlySpan<char> edged, ulong key)
    {
        Span<int> wide = stackalloc int[Stride];
        wide.Clear();
        var word = new WordSums(this, wide);
        FeatureScan.Word(edged, key, Parts.Shape, ref word);
        var sums = cell.Sums;
        sums.Clear();
        for (var k = 0; k < Classes.Count; k++)
        {
            sums[k] = (short)Math.Clamp(wide[k], short.MinValue, short.MaxValue);
        }
        cell.Key = key;
        cell.Square = word.Square;
        cell.Mean = Mean(sums[..Classes.Count]);
    }

    private float AddPair(int feature, Span<int> sums)
    {
        var row = RowOf(feature);
        if (row < 0)
        {
            return _unknown[0];
        }
        AddRow(row, sums);
        return SquareOf(row);
    }

    private static void Pour(ReadOnlySpan<short> from, Span<int> into)
    {
        ref var sums = ref MemoryMarshal.GetReference(into);
        ref var more = ref MemoryMarshal.GetReference(from);
        for (nuint c = 0; c < (nuint)into.Length; c += Chunk)
        {
            var (lower, upper) = Vector128.Widen(Vector128.LoadUnsafe(ref more, c));
            (Vector128.LoadUnsafe(ref sums, c) + lower).StoreUnsafe(ref sums, c);
            (Vector128.LoadUnsafe(ref sums, c + 4) + upper).StoreUnsafe(ref sums, c + 4);
        }
    }

    // The last two sums take the row's square, which nobody reads.
    private void AddRow(int row, Span<int> into)
    {
        ref var sums = ref MemoryMarshal.GetReference(into);
        ref var weights = ref _rows[row * Stride];
        for (nuint c = 0; c < (nuint)into.Length; c += Chunk)
        {
            var bytes = Vector128.CreateScalarUnsafe(Unsafe.As<sbyte, ulong>(ref Unsafe.Add(ref weights, c))).AsSByte();
            var (lower, upper) = Vector128.Widen(Vector128.WidenLower(bytes));
            (Vector128.LoadUnsafe(ref sums, c) + lower).StoreUnsafe(ref sums, c);
            (Vector128.LoadUnsafe(ref sums, c + 4) + upper).StoreUnsafe(ref sums, c + 4);
        }
    }

    private float SquareOf(int row) => Unsafe.As<sbyte, ushort>(ref _rows[((row + 1) * Stride) - 2]);

    private float Mean<T>(ReadOnlySpan<T> weights)
        where T : IBinaryInteger<T>
    {
        var all = 0f;
        for (var c = 0; c < weights.Length; c++)
        {
            all += int.CreateTruncating(weights[c]) * Parts.Units[c];
        }
        return all / weights.Length;
    }

    private float Mean(Span<sbyte> weights) => Mean<sbyte>(weights);

    private float Mean(Span<short> weights) => Mean<short>(weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int RowOf(int feature)
    {
        var bits = _known[feature >> 6];
        return ((bits >> feature) & 1) == 0 ? -1 : _rank[feature >> 6] + BitOperations.PopCount(bits & ((1UL << feature) - 1));
    }

    private ref struct WordSums(TextModel model, Span<int> wide) : IFeatureSink
    {
        private readonly Span<int> _wide = wide;

        public float Square { get; private set; }

        public void Add(int feature)
        {
            var row = model.RowOf(feature);
            if (row < 0)
            {
                Square += model._unknown[feature >> (FeatureScan.Bits - 1)];
                return;
            }
            model.AddRow(row, _wide);
            Square += model.SquareOf(row);
        }
    }
}
