using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning.Features;

/// <summary>Reads the plain part of a word, letters and digits of ASCII in lower case, eight characters at a time.</summary>
internal static class PlainRun
{
    /// <summary>How many characters are read and written at a time.</summary>
    public const int Step = 8;
    private const ushort Lower = 0x20;

    /// <summary>Copies letters and digits up to the first other character, letter that is repeated for emphasis, or end that is near.</summary>
    /// <param name="text">From here on.</param>
    /// <param name="into">Set, and up to <see cref="Step"/> characters behind it.</param>
    /// <param name="digits">Grows by the digits among them.</param>
    /// <returns>How many were copied.</returns>
    public static int Read(ReadOnlySpan<char> text, Span<char> into, ref int digits)
    {
        var from = MemoryMarshal.Cast<char, ushort>(text);
        var to = MemoryMarshal.Cast<char, ushort>(into);
        for (var i = 0; ; i += Step)
        {
            if (i + Step + 2 > from.Length)
            {
                return i;
            }
            var lower = Vector128.Create(from[i..]) | Vector128.Create(Lower);
            var letters = Vector128.LessThan(lower - Vector128.Create<ushort>('a'), Vector128.Create<ushort>(26));
            var numbers = Vector128.LessThan(Vector128.Create(from[i..]) - Vector128.Create<ushort>('0'), Vector128.Create<ushort>(10));
            var emphasis = letters & Vector128.Equals(lower, Vector128.Create(from[(i + 1)..]) | Vector128.Create(Lower)) & Vector128.Equals(lower, Vector128.Create(from[(i + 2)..]) | Vector128.Create(Lower));
            var plain = Vector128.AndNot(letters | numbers, emphasis).ExtractMostSignificantBits();
            var read = BitOperations.TrailingZeroCount(~plain);
            lower.CopyTo(to[i..]);
            digits += BitOperations.PopCount(numbers.ExtractMostSignificantBits() & ((1u << read) - 1));
            if (read < Step)
            {
                return i + read;
            }
        }
    }
}
