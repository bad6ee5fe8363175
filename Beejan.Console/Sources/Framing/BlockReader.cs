using Beejan.Sources.Text;

namespace Beejan.Sources.Framing;

/// <summary>
/// Reads a stream block by block and lets a <see cref="Cutter"/> cut it. Pieces are slices of the blocks, never copies, so a block
/// lives as long as one of its pieces does. Blocks are filled to the brim before they are cut: how the stream was chunked never shows.
/// </summary>
internal sealed class BlockReader(Stream stream, int headSize = BlockReader.BlockSize)
{
    /// <summary>Below the large-object threshold, so blocks die young.</summary>
    public const int BlockSize = 64 * 1024;

    private byte[] _block = [];
    private int _start;
    private int _end;

    /// <summary>What was read and not yet taken.</summary>
    public ReadOnlyMemory<byte> Unread => _block.AsMemory(_start, _end - _start);

    /// <summary>True once the stream has no more bytes than <see cref="Unread"/>.</summary>
    public bool Ended { get; private set; }

    /// <summary>Set before the first <see cref="Advance"/> to have places counted; null leaves them uncounted.</summary>
    public Charset? Places { get; set; }

    /// <summary>Line of the next unread byte, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Bytes of that line before it, and one.</summary>
    public int Column { get; private set; } = 1;

    public void Advance(int bytes)
    {
        if (Places is { } charset)
        {
            var passed = _block.AsSpan(_start, bytes);
            var lines = charset.CountNewlines(passed, out var behindLast);
            Line += lines;
            Column = lines > 0 ? behindLast + 1 : Column + bytes;
        }
        _start += bytes;
    }

    /// <summary>Reads on: the unread bytes stay in front, the room behind them is filled as far as the stream reaches.</summary>
    public async ValueTask FillAsync(CancellationToken ct)
    {
        var kept = _end - _start;
        var size = Math.Max(_block.Length == 0 ? headSize : BlockSize, kept * 2);
        if (stream.CanSeek)
        {
            size = (int)Math.Min(size, kept + Math.Max(0, stream.Length - stream.Position) + 1);
        }
        var next = GC.AllocateUninitializedArray<byte>(size);
        Unread.CopyTo(next);
        var room = size - kept;
        var read = await stream.ReadAtLeastAsync(next.AsMemory(kept), room, throwOnEndOfStream: false, ct);
        (_block, _start, _end, Ended) = (next, 0, kept + read, read < room);
    }

    /// <summary>Takes the next piece off what is at hand. False: only <see cref="FillAsync"/> can bring another, and nothing can once <see cref="Ended"/>.</summary>
    public bool TryCut(Cutter cutter, out Piece piece)
    {
        while (_start < _end && cutter.TryCut(_block.AsSpan(_start, _end - _start), Ended, out var cut))
        {
            piece = new Piece(_block.AsMemory(_start + cut.Start, cut.Length), cut.Fault, Places is null ? 0 : Line, Column);
            Advance(cut.Next);
            if (!cut.IsGap)
            {
                return true;
            }
        }
        piece = default;
        return false;
    }
}

/// <summary>A record's exact bytes.</summary>
/// <param name="Fault">A code of <see cref="Faults"/> when cutting already showed that it cannot be read; null otherwise.</param>
/// <param name="Line">Where it starts in the delivery, from 1; 0 when places are not counted.</param>
/// <param name="Column">Where in that line, in bytes, from 1.</param>
internal readonly record struct Piece(ReadOnlyMemory<byte> Bytes, string? Fault, int Line = 0, int Column = 1);
