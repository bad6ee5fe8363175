using System.Globalization;
using System.Security.Cryptography;
using Beejan.Contracts;

namespace Beejan.Sources.Framing;

/// <summary>Makes records of one delivery's pieces: numbers them, names them and gives those without an identifier one.</summary>
/// <param name="source">Whose records they are.</param>
/// <param name="delivery">What they were cut from.</param>
/// <param name="made">Where they go, in order.</param>
internal sealed class Records(SourceId source, Delivery delivery, List<RawRecord> made)
{
    private const int LongestKey = 200;

    /// <summary>Room for two numbers and the words around them.</summary>
    private const int PlaceLength = 32;
    private int _borrowed;

    /// <summary>How many were made.</summary>
    public int Count { get; private set; }

    /// <summary>File name or route.</summary>
    public string Name => delivery.Name;

    /// <summary>The part of the delivery that is being read, such as a sheet; null when it has none.</summary>
    public string? Part { get; set; }

    /// <summary>Adds the record of a piece.</summary>
    /// <param name="piece">Its bytes, and what cutting found wrong with them.</param>
    /// <param name="contentType">What the bytes are.</param>
    /// <param name="key">The source's own identifier as written; null or unusable: the delivery's, else one made from the bytes.</param>
    /// <param name="context">What the bytes need to be understood.</param>
    public void Add(in Piece piece, string contentType, string? key, string? context)
    {
        Count++;
        made.Add(piece.Fault is { } fault
            ? new RawRecord(source, KeyOf(piece, null), "application/octet-stream", piece.Bytes, delivery.ReceivedAt, Faults.Context(fault), Origin(piece))
            : new RawRecord(source, KeyOf(piece, key), contentType, piece.Bytes, delivery.ReceivedAt, context, Origin(piece)));
    }

    /// <summary>
    /// Adds a record without bytes that says what is wrong with the delivery as a whole, such as rows that its own count misses. The same
    /// delivery again says it once.
    /// </summary>
    /// <param name="fault">A code of <see cref="Faults"/>.</param>
    /// <param name="detail">What was seen, for its message.</param>
    public void Report(string fault, string detail) => made.Add(new RawRecord(
        source, $"{fault}-{delivery.Name}-{detail}", "application/octet-stream", ReadOnlyMemory<byte>.Empty, delivery.ReceivedAt, Faults.Context(fault, detail), delivery.Name));

    /// <summary>Adds the one record of a delivery that held none, so that it is accounted for; nothing when it held some.</summary>
    public void Close()
    {
        if (Count == 0)
        {
            var key = delivery.Key ?? $"empty-{delivery.Name}";
            made.Add(new RawRecord(
                source, key, "application/octet-stream", ReadOnlyMemory<byte>.Empty, delivery.ReceivedAt, Faults.Context(Faults.Empty), delivery.Name));
        }
    }

    private string Origin(in Piece piece)
    {
        var culture = CultureInfo.InvariantCulture;
        Span<char> place = stackalloc char[PlaceLength];
        if (piece is { Line: > 0, Column: 1 } && Part is null && place.TryWrite(culture, $"#{Count} line {piece.Line}", out var length))
        {
            // Nearly every row of nearly every file: no buffer is rented for it.
            return string.Concat(delivery.Name, place[..length]);
        }
        return piece.Line == 0 ? string.Create(culture, $"{delivery.Name}#{Count}")
            : Part is not null ? string.Create(culture, $"{delivery.Name}#{Count} {Part} line {piece.Line}")
            : string.Create(culture, $"{delivery.Name}#{Count} line {piece.Line} column {piece.Column}");
    }

    private string KeyOf(in Piece piece, string? given)
    {
        var key = given.AsSpan().Trim();
        if (!key.IsEmpty && key.Length <= LongestKey && !key.ContainsAnyInRange('\0', '\x1F') && !key.Contains('\uFFFD'))
        {
            return key.Length == given!.Length ? given : key.ToString();
        }
        if (delivery.Key is { Length: > 0 } shared && piece.Fault is null)
        {
            return _borrowed++ == 0 ? shared : string.Create(CultureInfo.InvariantCulture, $"{shared}#{_borrowed}");
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(piece.Bytes.Span, hash);
        return $"sha-{Convert.ToHexStringLower(hash[..8])}";
    }
}
