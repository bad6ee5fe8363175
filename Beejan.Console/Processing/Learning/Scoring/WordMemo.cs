using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// Keeps what the weights of a panel's models for all the features of a word add up to: few words make up most of what people write. A word may
/// lie in one of the four cells of its set; the keys of a set stand together, the one asked for most in front, and a new word takes the cell of the
/// last: a word that comes once never drives out one that comes often. For one thread at a time.
/// </summary>
internal sealed class WordMemo
{
    private const int SetBits = 13;
    private const int Ways = 4;
    private const int Line = 8;

    // The lowest bits of a key say in which cell of the set the word lies.
    private const ulong WayBits = Ways - 1;
    private readonly int _size;
    private readonly int _first;
    private readonly int _firstKey;
    private readonly ulong[] _keys;
    private readonly ulong[] _cells;

    /// <param name="size">The length of a cell, in 8 bytes.</param>
    public WordMemo(int size)
    {
        // Cells begin where lines of the processor's cache do: a word then costs as few of them as can be.
        _size = size > Line / 2 ? (size + Line - 1) / Line * Line : Line / 2;
        (_cells, _first) = Aligned((_size * Ways) << SetBits);
        (_keys, _firstKey) = Aligned(Ways << SetBits);
        for (var i = 0; i < Ways << SetBits; i++)
        {
            _keys[_firstKey + i] = (ulong)i & WayBits;
        }
    }

    public ref ulong this[int cell] => ref _cells[cell];

    /// <summary>The cell of a word; negative when it is not kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        var set = SetOf(key);
        ref var keys = ref _keys[_firstKey + (set * Ways)];
        var same = Vector256.Equals(Vector256.LoadUnsafe(ref keys) & Vector256.Create(~WayBits), Vector256.Create(key & ~WayBits)).ExtractMostSignificantBits();
        if (same == 0)
        {
            return -1;
        }
        var way = BitOperations.TrailingZeroCount(same);
        ref var mine = ref Unsafe.Add(ref keys, way);
        ref var before = ref Unsafe.Add(ref keys, way == 0 ? 0 : way - 1);
        var found = mine;
        mine = before;
        before = found;
        return CellOf(set, found);
    }

    /// <summary>The cell that a new word of this key would take.</summary>
    public int Next(ulong key) => CellOf(SetOf(key), LastOf(key));

    /// <summary>Notes that the word lies in <see cref="Next"/>.</summary>
    public void Keep(ulong key)
    {
        ref var last = ref LastOf(key);
        last = (key & ~WayBits) | (last & WayBits);
    }

    private static (ulong[] Room, int First) Aligned(int length)
    {
        var room = GC.AllocateArray<ulong>(length + Line, pinned: true);
        return (room, (int)((Line * sizeof(ulong)) - (Marshal.UnsafeAddrOfPinnedArrayElement(room, 0) % (Line * sizeof(ulong)))) / sizeof(ulong) % Line);
    }

    private static int SetOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> (64 - SetBits));

    private ref ulong LastOf(ulong key) => ref _keys[_firstKey + (SetOf(key) * Ways) + Ways - 1];

    private int CellOf(int set, ulong key) => _first + (((set * Ways) + (int)(key & WayBits)) * _size);
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
