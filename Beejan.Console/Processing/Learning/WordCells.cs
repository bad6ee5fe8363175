using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning;

/// <summary>
/// What a panel keeps of a word in 8-byte steps: its hash; for each model what the word adds to the square of a text's length and what it says
/// for the classes on average; the sums of its features' weights, 16 bits a class.
/// </summary>
internal sealed class WordCells
{
    private const int Key = 1;

    // Features of a word are looked up so many at a time before any is added: their rows come from memory beside each other.
    private const int AtOnce = 64;
    private readonly TextModel[] _models;
    private readonly int[] _from;
    private readonly WeightTable _table;
    private readonly int _shortest;
    private readonly int _longest;
    private readonly int _sums;
    private readonly int[] _reads;
    private readonly float[] _strange;

    public WordCells(TextModel[] models, int[] from, int width, WeightTable table)
    {
        (_models, _from, _table) = (models, from, table);
        var shapes = models.Select(m => m.Parts.Shape).Where(s => s.CharTo > 0).ToList();
        (_shortest, _longest) = shapes.Count == 0 ? (1, 0) : (shapes.Min(s => s.CharFrom), shapes.Max(s => s.CharTo));
        // Which models read runs of that length, a bit a model; 0 stands for words.
        _reads = [.. Enumerable.Range(0, _longest + 1).Select(n => Enumerable.Range(0, models.Length).Where(m => n == 0 || models[m].Parts.Shape.Reads(n)).Sum(m => 1 << m))];
        _strange = [.. models.Select(m => m.Unknown(isRun: false)), .. models.Select(m => m.Unknown(isRun: true))];
        _sums = Key + models.Length;
        Size = _sums + (width / 4);
    }

    /// <summary>The length of a cell, in 8 bytes.</summary>
    public int Size { get; }

    public static ref float Square(ref ulong cell, int model) => ref Unsafe.Add(ref Unsafe.As<ulong, float>(ref Unsafe.Add(ref cell, Key)), 2 * model);

    public static ref float Mean(ref ulong cell, int model) => ref Unsafe.Add(ref Square(ref cell, model), 1);

    public ref short Sums(ref ulong cell) => ref Unsafe.As<ulong, short>(ref Unsafe.Add(ref cell, _sums));

    /// <param name="cell">Set.</param>
    /// <param name="edged">The word with a space before and after it.</param>
    /// <param name="key">Its hash.</param>
    public void Fill(ref ulong cell, ReadOnlySpan<char> edged, ulong key)
    {
        Span<int> rows = stackalloc int[AtOnce * _models.Length];
        Span<int> found = stackalloc int[_models.Length];
        Span<int> wide = stackalloc int[_from[^1] + _models[^1].Width];
        Span<float> squares = stackalloc float[_models.Length];
        found.Clear();
        wide.Clear();
        squares.Clear();
        var gather = new Gather(this, rows, found, wide, squares);
        FeatureScan.Word(edged, key, _shortest, _longest, ref gather);
        ref var sums = ref Sums(ref cell);
        for (var m = 0; m < _models.Length; m++)
        {
            gather.Pour(m);
            var (mean, units) = (0f, _models[m].Parts.Units);
            for (var k = 0; k < _models[m].Width; k++)
            {
                var sum = (short)Math.Clamp(wide[_from[m] + k], short.MinValue, short.MaxValue);
                Unsafe.Add(ref sums, _from[m] + k) = sum;
                mean += k < units.Length ? sum * units[k] : 0;
            }
            Square(ref cell, m) = squares[m];
            Mean(ref cell, m) = mean / units.Length;
        }
        cell = key;
    }

    private readonly ref struct Gather(WordCells cells, Span<int> rows, Span<int> found, Span<int> wide, Span<float> squares) : IFeatureSink
    {
        private readonly Span<int> _rows = rows;
        private readonly Span<int> _found = found;
        private readonly Span<int> _wide = wide;
        private readonly Span<float> _squares = squares;

        public void Add(int feature, int length)
        {
            var row = cells._table.Find(feature);
            for (var (m, reads) = (0, cells._reads[length]); reads != 0; m++, reads >>= 1)
            {
                if ((reads & 1) == 0)
                {
                    continue;
                }
                if (row < 0)
                {
                    _squares[m] += cells._strange[m + (length > 0 ? _found.Length : 0)];
                    continue;
                }
                if (_found[m] == AtOnce)
                {
                    Pour(m);
                }
                _rows[(m * AtOnce) + _found[m]++] = row;
            }
        }

        public void Pour(int m)
        {
            var rows = _rows.Slice(m * AtOnce, _found[m]);
            ref var into = ref MemoryMarshal.GetReference(_wide);
            for (var k = cells._from[m]; k < cells._from[m] + cells._models[m].Width; k += 4)
            {
                var sum = Vector128.LoadUnsafe(ref into, (nuint)k);
                foreach (var row in rows)
                {
                    var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref cells._table[row], k)))).AsSByte();
                    sum += Vector128.WidenLower(Vector128.WidenLower(bytes));
                }
                sum.StoreUnsafe(ref into, (nuint)k);
            }
            foreach (var row in rows)
            {
                _squares[m] += cells._table.Square(row, m);
            }
            _found[m] = 0;
        }
    }
}
