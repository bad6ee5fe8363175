namespace Beejan.Sources.Framing;

/// <summary>The delivery is one record. Over the limit it comes in pieces of bounded size, all with the same fault.</summary>
/// <param name="limit">Largest record, bytes.</param>
/// <param name="fault">A code of <see cref="Faults"/> for what is larger.</param>
internal sealed class WholeCutter(int limit, string fault) : Cutter
{
    private const int PieceSize = 1024 * 1024;
    private bool _tooLarge;

    public override bool TryCut(ReadOnlySpan<byte> unread, bool last, out Cut cut)
    {
        _tooLarge |= unread.Length > limit;
        var length = _tooLarge ? Math.Min(unread.Length, PieceSize) : unread.Length;
        cut = new Cut(0, length, length, _tooLarge ? fault : null);
        return last || (_tooLarge && length == PieceSize);
    }
}
