using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Beejan.Processing.Learning;

/// <summary>
/// Keeps what the weights of a panel's models for all the features of a word add up to: few words make up most of what people write. A cell is
/// found by the word's hash and overwritten by the next word that falls on it: its key, then whatever the panel keeps. For one thread at a time.
/// </summary>
internal sealed class WordMemo
{
    private const int IndexBits = 15;
    private const int Line = 8;
    private readonly int _size;
    private readonly int _first;
    private readonly ulong[] _cells;

    /// <param name="size">The length of a cell, in 8 bytes.</param>
    public WordMemo(int size)
    {
        // Cells begin where lines of the processor's cache do: a word then costs as few of them as can be.
        _size = size > Line / 2 ? (size + Line - 1) / Line * Line : Line / 2;
        _cells = GC.AllocateArray<ulong>((_size << IndexBits) + Line, pinned: true);
        _first = (int)((Line * sizeof(ulong)) - (Marshal.UnsafeAddrOfPinnedArrayElement(_cells, 0) % (Line * sizeof(ulong)))) / sizeof(ulong) % Line;
    }

    /// <summary>The place of a word's cell; it holds another word's sums, or none, unless its key says this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(ulong key) => _first + ((int)((key * 0x9E3779B97F4A7C15) >> (64 - IndexBits)) * _size);

    public ref ulong this[int cell] => ref _cells[cell];
}

/// <summary>The memos of a panel: each judging thread takes one and puts it back; there are never more than <see cref="Most"/>.</summary>
internal sealed class WordMemos(int size)
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
        return _made < Most && Interlocked.Increment(ref _made) <= Most ? new WordMemo(size) : null;
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
