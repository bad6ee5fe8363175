using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning;

/// <summary>
/// Keeps what a model's weights for all the features of a word add up to: few words make up most of what people write. A cell is found by
/// the word's hash and overwritten by the next word that falls on it. For one thread at a time.
/// </summary>
internal sealed class WordMemo(int stride)
{
    private const int IndexBits = 15;
    private const int Head = 2;
    private readonly int _size = SizeOf(stride);
    private readonly ulong[] _cells = new ulong[(1 << IndexBits) * SizeOf(stride)];

    /// <summary>The length of a cell for that many sums.</summary>
    public static int SizeOf(int stride) => Head + (stride / 4);

    /// <summary>The cell of a word; it holds another word's sums, or none, unless <see cref="WordCell.Key"/> says this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public WordCell Find(ulong key) => new(_cells.AsSpan((int)((key * 0x9E3779B97F4A7C15) >> (64 - IndexBits)) * _size, _size));
}

/// <summary>What a model knows of one word.</summary>
internal readonly ref struct WordCell(Span<ulong> cell)
{
    private readonly Span<ulong> _cell = cell;

    public ref ulong Key => ref _cell[0];

    /// <summary>What the word adds to the square of a text's length.</summary>
    public ref float Square => ref Unsafe.As<ulong, float>(ref _cell[1]);

    /// <summary>What it says for the classes on average.</summary>
    public ref float Mean => ref Unsafe.Add(ref Unsafe.As<ulong, float>(ref _cell[1]), 1);

    /// <summary>What it says for each class, in units of the class.</summary>
    public Span<short> Sums => MemoryMarshal.Cast<ulong, short>(_cell[2..]);
}

/// <summary>The memos of a model: each judging thread takes one and puts it back; there are never more than <see cref="Most"/>.</summary>
internal sealed class WordMemos(int stride)
{
    private static readonly int Most = Math.Min(Environment.ProcessorCount, 16);
    private readonly WordMemo?[] _free = new WordMemo?[Most];
    private int _made;

    /// <summary>A memo for this thread alone; null when all are taken.</summary>
    public WordMemo? Take()
    {
        for (var i = 0; i < _free.Length; i++)
        {
            if (_free[i] is not null && Interlocked.Exchange(ref _free[i], null) is { } memo)
            {
                return memo;
            }
        }
        return _made < Most && Interlocked.Increment(ref _made) <= Most ? new WordMemo(stride) : null;
    }

    public void Return(WordMemo? memo)
    {
        // As many places as memos: one is always free, if not the one another thread was just faster to.
        for (var i = 0; memo is not null; i = (i + 1) % _free.Length)
        {
            memo = _free[i] is null ? Interlocked.Exchange(ref _free[i], memo) : memo;
        }
    }
}
