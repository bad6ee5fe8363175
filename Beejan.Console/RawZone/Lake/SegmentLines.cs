namespace Beejan.RawZone.Lake;

/// <summary>Walks the lines of a segment with their offsets, in a buffer that grows only to the longest line.</summary>
internal sealed class SegmentLines(Stream content) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];

    /// <summary>Bytes after the last line feed: a torn write. Known once <see cref="Read"/> has ended.</summary>
    public int TailBytes { get; private set; }

    /// <summary>Each whole line without its line feed. The memory is valid until the next one is asked for.</summary>
    public IEnumerable<(long Offset, ReadOnlyMemory<byte> Line)> Read()
    {
        long start = 0;
        var filled = 0;
        while (true)
        {
            if (filled == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }
            var read = content.Read(_buffer, filled, _buffer.Length - filled);
            var searched = filled;
            filled += read;
            var begin = 0;
            int at;
            while ((at = _buffer.AsSpan(Math.Max(begin, searched), filled - Math.Max(begin, searched)).IndexOf((byte)'\n')) >= 0)
            {
                at += Math.Max(begin, searched);
                yield return (start + begin, _buffer.AsMemory(begin, at - begin));
                begin = at + 1;
            }
            _buffer.AsSpan(begin, filled - begin).CopyTo(_buffer);
            start += begin;
            filled -= begin;
            if (read == 0)
            {
                TailBytes = filled;
                yield break;
            }
        }
    }

    public void Dispose() => content.Dispose();
}
