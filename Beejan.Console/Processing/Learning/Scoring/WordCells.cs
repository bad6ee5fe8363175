using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// What a panel keeps of a word in 8-byte steps: its hash; for each model what the word adds to the square of a text's length and what it says
/// for the classes on average; the sums of its features' weights, 16 bits a class.
/// </summary>
internal sealed class WordCells
{
    private const int Key = 1;

    // Features of a word are looked up so many at a time before any is added: their rows come from memory beside each other.
    private const int AtOnce = 64;
    private const int Step = 16;
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
        Span<int> features = stackalloc int[AtOnce];
        Span<int> rows = stackalloc int[AtOnce];
        Span<int> wide = stackalloc int[_from[^1] + _models[^1].Width];
        Span<float> squares = stackalloc float[_models.Length];
        wide.Clear();
        squares.Clear();
        var gather = new Gather(this, features, rows, wide, squares);
        FeatureScan.Word(edged, key, _shortest, _longest, ref gather);
        gather.Pour();
        ref var sums = ref Sums(ref cell);
        for (var m = 0; m < _models.Length; m++)
        {
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

    private ref struct Gather(WordCells cells, Span<int> features, Span<int> rows, Span<int> wide, Span<float> squares) : IFeatureSink
    {
        private const int LengthShift = 24;
        private readonly Span<int> _features = features;
        private readonly Span<int> _rows = rows;
        private readonly Span<int> _wide = wide;
        private readonly Span<float> _squares = squares;
        private int _count;

        public void Add(int feature, int length)
        {
            if (_count == AtOnce)
            {
                Pour();
            }
            _features[_count++] = feature | (length << LengthShift);
        }

        public void Pour()
        {
            for (var m = 0; m < cells._models.Length; m++)
            {
                Pour(m);
            }
            _count = 0;
        }

        // Whether a feature is known cannot be foreseen, so nothing branches on it: the rows come from memory beside each other.
        private readonly void Pour(int m)
        {
            var (found, words, runs) = (0, 0, 0);
            foreach (var feature in _features[.._count])
            {
                var length = feature >> LengthShift;
                var row = cells._table.Find(feature & ((1 << LengthShift) - 1));
                var (reads, strange) = ((cells._reads[length] >> m) & 1, (int)((uint)row >> 31));
                _rows[found] = row;
                found += reads & ~strange;
                words += length == 0 ? strange : 0;
                runs += length == 0 ? 0 : reads & strange;
            }
            Pour(m, _rows[..found]);
            _squares[m] += (words * cells._strange[m]) + (runs * cells._strange[m + _squares.Length]);
        }

        private readonly void Pour(int m, ReadOnlySpan<int> rows)
        {
            // So few bytes add up in 16 bits.
            Span<short> sums = stackalloc short[Step];
            var end = cells._from[m] + cells._models[m].Width;
            for (var from = cells._from[m]; from < end; from += Step)
            {
                var sum = Vector256<short>.Zero;
                foreach (var row in rows)
                {
                    sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref cells._table[row], (nuint)from).ToVector256Unsafe());
                }
                sum.CopyTo(sums);
                var into = _wide[from..Math.Min(from + Step, end)];
                for (var k = 0; k < into.Length; k++)
                {
                    into[k] += sums[k];
                }
            }
            var square = 0;
            foreach (var row in rows)
            {
                square += cells._table.Square(row, m);
            }
            _squares[m] += square;
        }
    }
}
