namespace Beejan.Sources.Unpacking;

/// <summary>Reads bytes that were already taken from a stream, then the rest of it.</summary>
/// <param name="head">What was taken.</param>
/// <param name="rest">Stands behind it; not disposed.</param>
internal sealed class HeadedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
{
    private readonly byte[] _last = new byte[4];
    private int _at;

    /// <summary>Bytes given out so far.</summary>
    public long Given { get; private set; }

    /// <summary>The last four bytes given out, as a number of little-endian order.</summary>
    public uint Last => System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(_last);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Given; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer) => Give(TakeHead(buffer) is > 0 and var taken ? taken : rest.Read(buffer), buffer);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Give(TakeHead(buffer.Span) is > 0 and var taken ? taken : await rest.ReadAsync(buffer, cancellationToken), buffer.Span);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int TakeHead(Span<byte> buffer)
    {
        var take = Math.Min(buffer.Length, head.Length - _at);
        head.Span.Slice(_at, take).CopyTo(buffer);
        _at += take;
        return take;
    }

    private int Give(int read, ReadOnlySpan<byte> given)
    {
        Given += read;
        var tail = given[Math.Max(0, read - _last.Length)..read];
        _last.AsSpan(tail.Length..).CopyTo(_last);
        tail.CopyTo(_last.AsSpan(_last.Length - tail.Length));
        return read;
    }
}
