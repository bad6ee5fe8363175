using System.Globalization;
using System.Security.Cryptography;
using Beejan.Contracts;

namespace Beejan.Sources;

/// <summary>Makes records of one delivery's pieces: numbers them, names them and gives those without an identifier one.</summary>
internal sealed class Records(SourceId source, Delivery delivery)
{
    private const int LongestKey = 200;
    private int _count;
    private int _borrowed;

    /// <summary>The record of a piece.</summary>
    /// <param name="key">The source's own identifier as written; null or unusable: the delivery's, else one made from the bytes.</param>
    public RawRecord Make(in Piece piece, string contentType, string? key, string? context)
    {
        _count++;
        return piece.Fault is { } fault
            ? new RawRecord(source, KeyOf(piece, null), "application/octet-stream", piece.Bytes, delivery.ReceivedAt, Faults.Context(fault), Origin)
            : new RawRecord(source, KeyOf(piece, key), contentType, piece.Bytes, delivery.ReceivedAt, context, Origin);
    }

    /// <summary>The one record of a delivery that held none, so that it is accounted for; nothing when it held some.</summary>
    public IEnumerable<RawRecord> Rest()
    {
        if (_count == 0)
        {
            var key = delivery.Key ?? $"empty-{delivery.Name}";
            yield return new RawRecord(
                source, key, "application/octet-stream", ReadOnlyMemory<byte>.Empty, delivery.ReceivedAt, Faults.Context(Faults.Empty), delivery.Name);
        }
    }

    private string Origin => string.Create(CultureInfo.InvariantCulture, $"{delivery.Name}#{_count}");

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
