using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// What a panel's models say of each feature, side by side in one row, so that a feature costs one look for all of them: the weights of every
/// class as bytes, then for each model what the feature adds to the square of the text's length (16 bits). A bitmap with ranks finds the row.
/// </summary>
internal sealed class WeightTable
{
    private const int Line = 64;
    private const int Blocks = (1 << FeatureScan.Bits) / 64;
    private readonly ulong[] _known = new ulong[Blocks];
    private readonly int[] _rank = new int[Blocks];
    private readonly int _size;
    private readonly int _first;
    private readonly int _squares;
    private readonly sbyte[] _rows;

    /// <param name="models">The models.</param>
    /// <param name="from">Where the classes of each begin.</param>
    /// <param name="width">All classes and the room between them.</param>
    public WeightTable(TextModel[] models, int[] from, int width)
    {
        foreach (var slot in models.SelectMany(m => m.Parts.Slots))
        {
            _known[slot >> 6] |= 1UL << slot;
        }
        for (var block = 1; block < Blocks; block++)
        {
            _rank[block] = _rank[block - 1] + BitOperations.PopCount(_known[block - 1]);
        }
        _squares = width;
        var size = width + (models.Length * sizeof(ushort));
        // A row crosses no more lines of the processor's cache than it must.
        _size = size <= Line ? (int)BitOperations.RoundUpToPowerOf2((uint)size) : (size + Line - 1) / Line * Line;
        var count = _rank[^1] + BitOperations.PopCount(_known[^1]);
        // Rows are read in steps that may reach beyond the last.
        _rows = GC.AllocateArray<sbyte>((Math.Max(1, count) * _size) + (2 * Line), pinned: true);
        _first = (int)((Line - (Marshal.UnsafeAddrOfPinnedArrayElement(_rows, 0) % Line)) % Line);
        for (var m = 0; m < models.Length; m++)
        {
            Fill(models[m], m, from[m]);
        }
    }

    /// <summary>The place of a feature's row; negative when no model knows it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(int feature)
    {
        var bits = _known[feature >> 6];
        var row = _first + (_size * (_rank[feature >> 6] + BitOperations.PopCount(bits & ((1UL << feature) - 1))));

        // Without a branch: half of what people write is not known, and no processor foresees which half.
        return row | ((int)((bits >> feature) & 1) - 1);
    }

    /// <summary>The weights of a row, from its first class on.</summary>
    public ref sbyte this[int row] => ref _rows[row];

    /// <summary>What the feature adds to the square of the text's length for a model; what a strange one would, where the model does not know it.</summary>
    public ref ushort Square(int row, int model) => ref Unsafe.As<sbyte, ushort>(ref _rows[row + _squares + (model * sizeof(ushort))]);

    private void Fill(TextModel model, int m, int from)
    {
        var (parts, classes, next) = (model.Parts, model.Classes.Count, 0);
        for (var block = 0; block < Blocks; block++)
        {
            for (var left = _known[block]; left != 0; left &= left - 1)
            {
                var slot = (block << 6) + BitOperations.TrailingZeroCount(left);
                var row = Find(slot);
                if (next == parts.Slots.Length || parts.Slots[next] != slot)
                {
                    Square(row, m) = (ushort)Math.Clamp(MathF.Round(model.Unknown(slot >= FeatureScan.FirstCharacterRun)), 0, ushort.MaxValue);
                    continue;
                }
                parts.Weights.AsSpan(next * classes, classes).CopyTo(_rows.AsSpan(row + from));
                Square(row, m) = parts.Squares[next++];
            }
        }
    }
}
