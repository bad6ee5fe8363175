namespace Beejan.Sources.Unpacking;

/// <summary>
/// Reads what is unpacked and ends early, with a fault, when it is broken or grows without measure: logs shrink ten- to fiftyfold, archives made to do
/// harm a thousandfold.
/// </summary>
/// <param name="content">What is unpacked; disposed with this.</param>
/// <param name="packed">How many packed bytes it was made of so far, at most.</param>
internal sealed class BoundedStream(Stream content, Func<long> packed) : Stream
{
    /// <summary>Below that nothing is measured: a small file of one repeated line is honest.</summary>
    private const long Free = 64L * 1024 * 1024;

    private const long MostTimes = 200;

    private long _read;

    /// <summary>Why it ended early, one of the codes of <see cref="Unpacked"/>; null while it did not.</summary>
    public string? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Fault is not null)
        {
            return 0;
        }
        try
        {
            return Count(content.Read(buffer));
        }
        catch (InvalidDataException)
        {
            Fault = Unpacked.Broken;
            return 0;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Fault is not null)
        {
            return 0;
        }
        try
        {
            return Count(await content.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException)
        {
            Fault = Unpacked.Broken;
            return 0;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        _read += read;
        if (_read > Free && _read / MostTimes > packed())
        {
            Fault = Unpacked.Bomb;
            return 0;
        }
        return read;
    }
}
