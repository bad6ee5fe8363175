using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Training;

/// <summary>What the trainer does to all classes of a row at once: scores and steps, a lane of a vector a class.</summary>
internal static class RowMath
{
    private const int Narrow = 4;
    private const int Wide = 8;

    /// <summary>The classes, rounded up to whole vectors.</summary>
    public static int Stride(int classes) => classes <= Narrow ? Narrow : (classes + Wide - 1) / Wide * Wide;

    /// <summary>The raw scores of a row, one a class (and padding).</summary>
    public static void Score(FeatureTable table, int row, ReadOnlySpan<float> weights, Span<float> scores)
    {
        var units = table.Units.AsSpan(table.Starts[row]..table.Starts[row + 1]);
        ref var w = ref MemoryMarshal.GetReference(weights);
        if (scores.Length == Narrow)
        {
            var sum = Vector128<float>.Zero;
            foreach (var unit in units)
            {
                if (unit < 0)
                {
                    sum += Vector128.LoadUnsafe(ref w, (nuint)(~unit * Narrow));
                    continue;
                }
                foreach (var column in table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
                {
                    sum += Vector128.LoadUnsafe(ref w, (nuint)(column * Narrow));
                }
            }
            ((sum * table.Scale[row]) + Vector128.LoadUnsafe(ref w, (nuint)(table.Slots.Length * Narrow))).CopyTo(scores);
            return;
        }
        scores.Clear();
        foreach (var unit in units)
        {
            if (unit < 0)
            {
                Sum(ref w, ~unit, scores);
                continue;
            }
            foreach (var column in table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
            {
                Sum(ref w, column, scores);
            }
        }
        ref var s = ref MemoryMarshal.GetReference(scores);
        for (var k = 0; k < scores.Length; k += Wide)
        {
            ((Vector256.LoadUnsafe(ref s, (nuint)k) * table.Scale[row]) + Vector256.LoadUnsafe(ref w, (nuint)((table.Slots.Length * scores.Length) + k))).StoreUnsafe(ref s, (nuint)k);
        }
    }

    /// <summary>Adds a row to the weights, so many times for each class.</summary>
    public static void Add(FeatureTable table, int row, Span<float> weights, ReadOnlySpan<float> steps, float[] squares)
    {
        ref var w = ref MemoryMarshal.GetReference(weights);
        var scale = table.Scale[row];
        foreach (var unit in table.Units.AsSpan(table.Starts[row]..table.Starts[row + 1]))
        {
            if (unit < 0)
            {
                Move(ref w, ~unit, steps, squares[~unit] * scale);
                continue;
            }
            foreach (var column in table.WordColumns.AsSpan(table.WordStarts[unit]..table.WordStarts[unit + 1]))
            {
                Move(ref w, column, steps, squares[column] * scale);
            }
        }
        Move(ref w, table.Slots.Length, steps, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum(ref float weights, int column, Span<float> scores)
    {
        ref var s = ref MemoryMarshal.GetReference(scores);
        ref var mine = ref Unsafe.Add(ref weights, column * scores.Length);
        for (nuint k = 0; k < (nuint)scores.Length; k += Wide)
        {
            (Vector256.LoadUnsafe(ref s, k) + Vector256.LoadUnsafe(ref mine, k)).StoreUnsafe(ref s, k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Move(ref float weights, int column, ReadOnlySpan<float> steps, float part)
    {
        ref var s = ref MemoryMarshal.GetReference(steps);
        ref var mine = ref Unsafe.Add(ref weights, column * steps.Length);
        if (steps.Length == Narrow)
        {
            (Vector128.LoadUnsafe(ref mine) + (Vector128.LoadUnsafe(ref s) * part)).StoreUnsafe(ref mine);
            return;
        }
        for (nuint k = 0; k < (nuint)steps.Length; k += Wide)
        {
            (Vector256.LoadUnsafe(ref mine, k) + (Vector256.LoadUnsafe(ref s, k) * part)).StoreUnsafe(ref mine, k);
        }
    }
}
