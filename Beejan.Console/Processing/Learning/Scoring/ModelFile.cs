using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Beejan.Processing.Learning.Features;

namespace Beejan.Processing.Learning.Scoring;

/// <summary>
/// Reads and writes models. A file is <c>BJNM</c>, a version, the length and SHA-256 of the content, and the content compressed by Brotli: a JSON
/// head, then features as differences, squares and weights. A reader believes nothing: every length and number is checked before use.
/// </summary>
internal static class ModelFile
{
    private const int Version = 2;
    private const int MostContent = 256 << 20;
    private const int MostHead = 1 << 20;
    private const int HashLength = 32;
    private static readonly byte[] Magic = "BJNM"u8.ToArray();
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void Write(ModelParts parts, Stream output)
    {
        var content = Content(parts);
        using var writer = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(content.Length);
        writer.Write(SHA256.HashData(content));
        writer.Flush();
        using var packed = new BrotliStream(output, CompressionLevel.Optimal, leaveOpen: true);
        packed.Write(content);
    }

    /// <summary>What is compressed: the same model gives the same bytes, on every machine.</summary>
    public static byte[] Content(ModelParts parts)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        var head = JsonSerializer.SerializeToUtf8Bytes(new Head(parts.Record, parts.Shape, parts.Classes, parts.Calibration, parts.Threshold, parts.Units, parts.Bias, parts.Unknown, parts.Slots.Length), Json);
        writer.Write(head.Length);
        writer.Write(head);
        var before = 0;
        foreach (var slot in parts.Slots)
        {
            writer.Write7BitEncodedInt(slot - before);
            before = slot;
        }
        foreach (var square in parts.Squares)
        {
            writer.Write(square);
        }
        writer.Write(System.Runtime.InteropServices.MemoryMarshal.AsBytes(parts.Weights.AsSpan()));
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">It is not a whole, sound model of this version; the message says what is wrong.</exception>
    public static TextModel Read(Stream input)
    {
        try
        {
            return new TextModel(Parts(Unpack(input)));
        }
        catch (Exception e) when (e is EndOfStreamException or JsonException or FormatException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException("the model file is cut short or damaged; train it again", e);
        }
    }

    private static byte[] Unpack(Stream input)
    {
        using var reader = new BinaryReader(input, Encoding.UTF8, leaveOpen: true);
        Check(reader.ReadBytes(Magic.Length).AsSpan().SequenceEqual(Magic), "this is not a model file: it does not start with BJNM");
        var version = reader.ReadInt32();
        Check(version == Version, $"the model file has version {version}, this program reads version {Version}; train it again");
        var length = reader.ReadInt32();
        Check(length is > 0 and <= MostContent, "the model file's length is out of range; train it again");
        var hash = reader.ReadBytes(HashLength);
        using var packed = new BrotliStream(input, CompressionMode.Decompress, leaveOpen: true);
        // Grown as it comes: a file that only claims to be large must not take the memory for it.
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            Check(content.Length + read <= length, "the model file holds more than it says; train it again");
            content.Write(buffer, 0, read);
        }
        var whole = content.ToArray();
        Check(whole.Length == length && SHA256.HashData(whole).AsSpan().SequenceEqual(hash), "the model file is damaged: its hash does not match; train it again");
        return whole;
    }

    private static ModelParts Parts(byte[] content)
    {
        using var reader = new BinaryReader(new MemoryStream(content), Encoding.UTF8);
        var size = reader.ReadInt32();
        Check(size is > 0 and <= MostHead && size <= content.Length, "the model file's head has no sound length");
        var head = JsonSerializer.Deserialize<Head>(reader.ReadBytes(size), Json);
        if (head is not { Record: { Task: not null, ClassRows: not null, Data: not null }, Classes: not null, Units: not null, Bias: not null })
        {
            throw new InvalidDataException("the model file's head is not complete");
        }
        var classes = head.Classes.Count;
        Check(classes is >= 2 and <= TextModel.MostClasses && head.Classes.All(c => !string.IsNullOrWhiteSpace(c)) && head.Classes.Distinct(StringComparer.Ordinal).Count() == classes,
            "the model file's classes are not sound");
        Check(head.Units.Length == classes && head.Bias.Length == classes && head.Units.All(u => float.IsFinite(u) && u > 0) && head.Bias.All(float.IsFinite),
            "the model file's scales do not fit its classes");
        Check(head.Shape.IsSound && head.Calibration.IsSound && head.Threshold is >= 0 and <= 1 && float.IsFinite(head.Unknown) && head.Unknown >= 0,
            "the model file's settings are out of range");
        Check(head.Features >= 0 && (long)head.Features * (classes + 3) <= content.Length, "the model file promises more features than it holds");
        var slots = new int[head.Features];
        var slot = 0;
        for (var i = 0; i < slots.Length; i++)
        {
            var step = reader.Read7BitEncodedInt();
            Check((step > 0 || (i == 0 && step == 0)) && step < (1 << FeatureScan.Bits) - slot, "the model file's features are not in order");
            slots[i] = slot += step;
        }
        var squares = new ushort[slots.Length];
        for (var i = 0; i < squares.Length; i++)
        {
            squares[i] = reader.ReadUInt16();
        }
        var weights = reader.ReadBytes(slots.Length * classes);
        Check(weights.Length == slots.Length * classes && reader.BaseStream.Position == content.Length, "the model file's weights do not fit its features");
        return new ModelParts(head.Record, head.Shape, head.Classes, head.Calibration, head.Threshold, head.Units, head.Bias, head.Unknown, slots, squares, (sbyte[])(Array)weights);
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidDataException(otherwise);
        }
    }

    private sealed record Head(
        ModelRecord Record, FeatureShape Shape, IReadOnlyList<string> Classes, Calibration Calibration, float Threshold, float[] Units, float[] Bias, float Unknown, int Features);
}
