using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>A trained linear model, read-only and safe for many threads. Texts are judged by a <see cref="Panel"/> of models.</summary>
internal sealed class TextModel
{
    /// <summary>Classes at most.</summary>
    public const int MostClasses = 254;
    private const int Lanes = 4;
    private const float LengthUnit = 256;
    private readonly float[] _units;
    private readonly float[] _bias;

    /// <param name="parts">As <see cref="ModelFile"/> has checked them.</param>
    public TextModel(ModelParts parts)
    {
        Parts = parts;
        Width = (parts.Classes.Count + Lanes - 1) / Lanes * Lanes;
        // What is only room for whole vectors never gets a share.
        _units = [.. parts.Units.Select(u => u * parts.Calibration.Sharpness), .. new float[Width - parts.Units.Length]];
        _bias = [.. parts.Bias.Select(b => b * parts.Calibration.Sharpness), .. Enumerable.Repeat(-1e6f, Width - parts.Bias.Length)];
    }

    public ModelParts Parts { get; }

    public IReadOnlyList<string> Classes => Parts.Classes;

    /// <summary>The classes, rounded up to whole vectors.</summary>
    public int Width { get; }

    /// <summary>What weights say for the classes on average.</summary>
    /// <param name="weights"><see cref="Width"/> bytes.</param>
    public float Mean(ref sbyte weights)
    {
        var sum = Vector128<float>.Zero;
        for (var k = 0; k < Width; k += Lanes)
        {
            var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref weights, k)))).AsSByte();
            sum += Vector128.ConvertToSingle(Vector128.WidenLower(Vector128.WidenLower(bytes))) * Vector128.Create(_units.AsSpan(k));
        }
        return Vector128.Sum(sum) / (Parts.Calibration.Sharpness * Classes.Count);
    }

    /// <summary>What a feature that training never saw adds to the square of a text's length, in the unit of <see cref="Square"/>.</summary>
    /// <param name="isRun">Of a run of characters, otherwise of a word or a pair.</param>
    public float Unknown(bool isRun) => Parts.Unknown * LengthUnit * (isRun ? Parts.Shape.CharWeight * Parts.Shape.CharWeight : 1);

    /// <summary>The square of a length as it is kept beside the weights.</summary>
    public static ushort Square(float length) => (ushort)Math.Clamp(MathF.Round(length * length * LengthUnit), 1, ushort.MaxValue);

    /// <summary>The probability of each class, from what was added.</summary>
    /// <param name="sums">What all words say for each class.</param>
    /// <param name="square">The square of the text's length.</param>
    /// <param name="probabilities">One a class; they add up to 1.</param>
    /// <returns>The raw score of the strongest class.</returns>
    public float Finish(ReadOnlySpan<int> sums, float square, Span<float> probabilities)
    {
        var scale = Vector128.Create(square > 0 ? MathF.Sqrt(LengthUnit / square) : 0);
        Span<float> shares = stackalloc float[Width];
        var highest = Vector128.Create(float.MinValue);
        for (var c = 0; c < shares.Length; c += Lanes)
        {
            var score = (Vector128.ConvertToSingle(Vector128.Create(sums[c..])) * Vector128.Create(_units.AsSpan(c)) * scale) + Vector128.Create(_bias.AsSpan(c));
            score.CopyTo(shares[c..]);
            highest = Vector128.Max(highest, score);
        }
        highest = Vector128.Create(Math.Max(Math.Max(highest[0], highest[1]), Math.Max(highest[2], highest[3])));
        var total = Vector128<float>.Zero;
        for (var c = 0; c < shares.Length; c += Lanes)
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
        return highest[0] / Parts.Calibration.Sharpness;
    }
}
