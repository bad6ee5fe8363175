using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// Models that judge the same words together: what all of them know of a word or of a pair of words lies side by side, so that a text is
/// looked up once and not once a model. Read-only and safe for many threads.
/// </summary>
internal sealed class Panel
{
    /// <summary>Models at most.</summary>
    public const int MostModels = 4;
    private const int Chunk = 8;

    // How many words are looked up before they are added: their cells come from memory beside each other.
    private const int AtOnce = 48;
    private readonly TextModel[] _models;
    private readonly int[] _from;
    private readonly bool _pairs;
    private readonly WeightTable _table;
    private readonly WordCells _cells;
    private readonly WordMemos _memos;

    /// <param name="models">1 to <see cref="MostModels"/>; each is known by its place among them.</param>
    public Panel(params TextModel[] models)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(models.Length, MostModels);
        _models = models;
        _from = new int[models.Length];
        for (var m = 1; m < models.Length; m++)
        {
            _from[m] = _from[m - 1] + models[m - 1].Width;
        }
        Width = (_from[^1] + models[^1].Width + Chunk - 1) / Chunk * Chunk;
        _pairs = models.Any(m => m.Parts.Shape.WordGrams > 1);
        _table = new WeightTable(models, _from, Width);
        _cells = new WordCells(models, _from, Width, _table);
        _memos = new WordMemos(_cells.Size);
    }

    /// <summary>How many sums <see cref="Add"/> works on: the classes of all models and some room.</summary>
    public int Width { get; }

    public TextModel this[int model] => _models[model];

    /// <summary>Adds what the words say for each class of each model, in units of the class.</summary>
    /// <param name="words">The text.</param>
    /// <param name="sums"><see cref="Width"/> sums, 0 at first.</param>
    /// <param name="squares">One a model, 0 at first: grows by what the words add to the square of the text's length.</param>
    public void Add(in WordBuffer words, Span<int> sums, Span<float> squares)
    {
        var memo = _memos.Take();
        Span<int> cells = stackalloc int[AtOnce];
        Span<int> rows = stackalloc int[AtOnce];
        for (var from = 0; from < words.Count; from += AtOnce)
        {
            var (known, paired, strange) = (0, 0, 0);
            var to = Math.Min(from + AtOnce, words.Count);
            for (var w = from; w < to; w++)
            {
                if (words.Key(w) is not 0 and var key)
                {
                    if (memo is not null && CellOf(memo, words, w, key, cells[..known]) is var cell and >= 0)
                    {
                        cells[known++] = cell;
                    }
                    else
                    {
                        AddAlone(words.Edged(w), key, sums, squares);
                    }
                }
                if (words.Pair(w) is not 0 and var pair && _pairs)
                {
                    var row = _table.Find(FeatureScan.Of(pair));
                    rows[paired] = row;
                    paired += ~row >>> 31;
                    strange += row >>> 31;
                }
            }
            if (memo is not null)
            {
                Pour(memo, cells[..known], sums, squares);
            }
            Pour(rows[..paired], sums, squares);
            for (var m = 0; m < _models.Length; m++)
            {
                squares[m] += _models[m].Parts.Shape.WordGrams > 1 ? strange * _models[m].Unknown(isRun: false) : 0;
            }
        }
        _memos.Return(memo);
    }

    /// <summary>The probability of each class of a model, from what was added.</summary>
    /// <returns>The raw score of the strongest class.</returns>
    public float Finish(int model, ReadOnlySpan<int> sums, ReadOnlySpan<float> squares, Span<float> probabilities) =>
        _models[model].Finish(sums[_from[model]..], squares[model], probabilities);

    /// <summary>Takes a model's part of what another text's words say into what this one's do.</summary>
    public void Take(int model, ReadOnlySpan<int> fromSums, ReadOnlySpan<float> fromSquares, Span<int> sums, Span<float> squares)
    {
        for (var k = _from[model]; k < _from[model] + _models[model].Width; k++)
        {
            sums[k] += fromSums[k];
        }
        squares[model] += fromSquares[model];
    }

    /// <summary>How much each word of the text spoke for a class of a model, beside what it says for its classes on average.</summary>
    public void Explain(in WordBuffer words, int model, int k, Span<float> byWord)
    {
        byWord.Clear();
        var (memo, parts, from) = (_memos.Take(), _models[model].Parts, _from[model]);
        Span<ulong> spare = stackalloc ulong[_cells.Size];
        for (var w = 0; w < words.Count; w++)
        {
            if (words.Key(w) is not 0 and var key)
            {
                ref var cell = ref spare[0];
                if (memo is not null && memo.Find(key) is var kept and >= 0)
                {
                    cell = ref memo[kept];
                }
                else
                {
                    _cells.Fill(ref cell, words.Edged(w), key);
                }
                byWord[w] += (Unsafe.Add(ref _cells.Sums(ref cell), from + k) * parts.Units[k]) - WordCells.Mean(ref cell, model);
            }
            if (parts.Shape.WordGrams > 1 && words.Pair(w) is not 0 and var pair && _table.Find(FeatureScan.Of(pair)) is var row and >= 0)
            {
                ref var said = ref Unsafe.Add(ref _table[row], from);
                byWord[w] += (Unsafe.Add(ref said, k) * parts.Units[k]) - _models[model].Mean(ref said);
            }
        }
        _memos.Return(memo);
    }

    // The cell of a word, filled; negative when another word of this very text holds the one it would take.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int CellOf(WordMemo memo, in WordBuffer words, int w, ulong key, ReadOnlySpan<int> taken)
    {
        var cell = memo.Find(key);
        return cell >= 0 ? cell : Refill(memo, words, w, key, taken);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Refill(WordMemo memo, in WordBuffer words, int w, ulong key, ReadOnlySpan<int> taken)
    {
        var cell = memo.Next(key);
        if (taken.Contains(cell))
        {
            return -1;
        }
        _cells.Fill(ref memo[cell], words.Edged(w), key);
        memo.Keep(key);
        return cell;
    }

    private void AddAlone(ReadOnlySpan<char> edged, ulong key, Span<int> sums, Span<float> squares)
    {
        Span<ulong> cell = stackalloc ulong[_cells.Size];
        cell.Clear();
        _cells.Fill(ref cell[0], edged, key);
        for (var k = 0; k < Width; k++)
        {
            sums[k] += Unsafe.Add(ref _cells.Sums(ref cell[0]), k);
        }
        for (var m = 0; m < _models.Length; m++)
        {
            squares[m] += WordCells.Square(ref cell[0], m);
        }
    }

    private void Pour(WordMemo memo, ReadOnlySpan<int> cells, Span<int> sums, Span<float> squares)
    {
        ref var into = ref MemoryMarshal.GetReference(sums);
        for (nuint k = 0; k < (nuint)Width; k += Chunk)
        {
            var sum = Vector256.LoadUnsafe(ref into, k);
            foreach (var cell in cells)
            {
                sum += Vector256.WidenLower(Vector128.LoadUnsafe(ref _cells.Sums(ref memo[cell]), k).ToVector256Unsafe());
            }
            sum.StoreUnsafe(ref into, k);
        }
        for (var m = 0; m < squares.Length; m++)
        {
            var square = 0f;
            foreach (var cell in cells)
            {
                square += WordCells.Square(ref memo[cell], m);
            }
            squares[m] += square;
        }
    }

    private void Pour(ReadOnlySpan<int> rows, Span<int> sums, Span<float> squares)
    {
        ref var into = ref MemoryMarshal.GetReference(sums);
        for (nuint k = 0; k < (nuint)Width; k += Chunk)
        {
            // So few bytes add up in 16 bits.
            var sum = Vector128<short>.Zero;
            foreach (var row in rows)
            {
                sum += Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<ulong>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref _table[row], k)))).AsSByte());
            }
            (Vector256.LoadUnsafe(ref into, k) + Vector256.WidenLower(sum.ToVector256Unsafe())).StoreUnsafe(ref into, k);
        }
        for (var m = 0; m < squares.Length; m++)
        {
            var square = 0;
            foreach (var row in rows)
            {
                square += _table.Square(row, m);
            }
            squares[m] += square;
        }
    }
}
