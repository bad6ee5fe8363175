namespace Beejan.Sources.Framing;

/// <summary>Finds where the next record ends. What it answers depends on the bytes alone, never on how much of the stream is already there.</summary>
internal abstract class Cutter
{
    /// <summary>Cuts the first record off. False: more bytes are needed; never false when these are the last and there are any.</summary>
    /// <param name="unread">Starts right behind the record before.</param>
    /// <param name="last">No bytes follow these.</param>
    public abstract bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut);
}

/// <summary>One cut: the record is <c>[Start, Start + Length)</c>, the next one starts at <c>Next</c>; what lies between are separators.</summary>
internal readonly record struct Cut(int Start, int Length, int Next, string? Fault = null, bool IsGap = false)
{
    /// <summary>Separators only: nothing to emit.</summary>
    public static Cut Gap(int bytes) => new(0, 0, bytes, IsGap: true);
}

/// <summary>Cuts what cannot be understood (a picture, a foreign format) into pieces of bounded size, all with the same fault.</summary>
internal sealed class BlobCutter(string fault, int limit) : Cutter
{
    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        var length = Math.Min(unread.Length, limit);
        cut = new Cut(0, length, length, fault);
        return length == limit || last;
    }
}
