namespace Beejan.Contracts;

/// <summary>Where the bytes behind a complaint are. The raw zone knows, who serves complaints asks.</summary>
public interface IOrigins
{
    /// <summary>The place of a raw record's bytes; null when nothing landed under that id.</summary>
    Task<Origin?> FindAsync(long rawId, CancellationToken ct);
}

/// <summary>The place of one raw record.</summary>
/// <param name="Segment">The lake's file, relative to <c>raw/</c> of the data directory.</param>
/// <param name="Compressed">True: the file has been compressed since, and the offset counts in its uncompressed bytes.</param>
/// <param name="Offset">Of the record's line, bytes.</param>
/// <param name="Length">Of the record's line, bytes.</param>
/// <param name="Sha256">Of the payload, lower-case hex.</param>
public sealed record Origin(string Segment, bool Compressed, long Offset, int Length, string Sha256);
