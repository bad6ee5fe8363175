using System.Collections.Concurrent;
using System.IO.Compression;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;

namespace Beejan.RawZone.Lake;

/// <summary>Reads envelopes back by segment, offset and length, from plain and compressed segments alike.</summary>
internal sealed class LakeFiles(DataDirectory data, IDatabase database) : IDisposable
{
    private readonly ConcurrentDictionary<int, SegmentRow> _segments = new();
    private readonly ConcurrentDictionary<string, SafeFileHandle> _open = new();
    private readonly ConcurrentDictionary<(int Segment, string Context), string> _contexts = new();
    private readonly Lock _reading = new();
    private (string Path, byte[] Bytes)? _inflated;

    public string Root => data.Folder("raw");

    public string PathOf(SegmentRow segment) => Path.Combine(Root, segment.Path);

    /// <summary>The envelope at that place, its context resolved. Null when the bytes there are damaged or gone.</summary>
    public async Task<Envelope.Line?> ReadAsync(int segmentId, long offset, int length, CancellationToken ct)
    {
        var segment = await SegmentAsync(segmentId, ct);
        if (segment is null || Bytes(segment, offset, length) is not { } bytes || Envelope.TryRead(bytes.Span) is not { Record: { } record } line)
        {
            return null;
        }
        return line.ContextId is null ? line
            : ContextOf(segment, line.ContextId) is { } context ? line with { Record = record with { Context = context } }
            : null;
    }

    /// <summary>The whole uncompressed content, forward.</summary>
    public Stream OpenRead(SegmentRow segment)
    {
        var path = PathOf(segment);
        var plain = new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 1 << 16 };
        return File.Exists(path) ? new FileStream(path, plain) : new GZipStream(new FileStream(path + ".gz", plain), CompressionMode.Decompress);
    }

    /// <summary>Forgets what is cached of a segment whose file was replaced.</summary>
    public void Forget(SegmentRow segment)
    {
        _segments.TryRemove(segment.Id, out _);
        lock (_reading)
        {
            if (_open.TryRemove(PathOf(segment), out var handle))
            {
                handle.Dispose();
            }
        }
    }

    public void Dispose()
    {
        foreach (var handle in _open.Values)
        {
            handle.Dispose();
        }
    }

    private async Task<SegmentRow?> SegmentAsync(int id, CancellationToken ct)
    {
        if (_segments.TryGetValue(id, out var known))
        {
            return known;
        }
        var row = await database.ReadAsync((db, stop) => db.Set<SegmentRow>().FirstOrDefaultAsync(s => s.Id == id, stop), ct);
        return row is null ? null : _segments[id] = row;
    }

    private ReadOnlyMemory<byte>? Bytes(SegmentRow segment, long offset, int length)
    {
        // Processing, a replay and a page may read at once, and each may close what is open or replace what was inflated last.
        lock (_reading)
        {
            return BytesAlone(segment, offset, length);
        }
    }

    private ReadOnlyMemory<byte>? BytesAlone(SegmentRow segment, long offset, int length)
    {
        var path = PathOf(segment);
        if (File.Exists(path))
        {
            if (_open.Count > 64)
            {
                Dispose();
                _open.Clear();
            }
            var handle = _open.GetOrAdd(path, p => File.OpenHandle(p, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var bytes = new byte[length];
            return RandomAccess.Read(handle, bytes, offset) == length ? bytes : null;
        }
        if (!File.Exists(path + ".gz"))
        {
            return null;
        }
        // A replay walks a compressed segment record by record: inflate it once, keep the last one.
        var inflated = _inflated is { } last && last.Path == path ? last.Bytes : Inflate(segment);
        _inflated = (path, inflated);
        return offset + length <= inflated.Length ? inflated.AsMemory((int)offset, length) : null;
    }

    private byte[] Inflate(SegmentRow segment)
    {
        using var from = OpenRead(segment);
        using var to = new MemoryStream(capacity: (int)Math.Min(segment.Bytes, 1 << 30));
        from.CopyTo(to);
        return to.ToArray();
    }

    private string? ContextOf(SegmentRow segment, string contextId)
    {
        if (_contexts.TryGetValue((segment.Id, contextId), out var known))
        {
            return known;
        }
        using var lines = new SegmentLines(OpenRead(segment));
        foreach (var (_, line) in lines.Read())
        {
            if (line.Span.StartsWith("{\"contextId\""u8) && Envelope.TryRead(line.Span) is { ContextId: { } id, Context: { } context })
            {
                _contexts[(segment.Id, id)] = context;
            }
        }
        return _contexts.GetValueOrDefault((segment.Id, contextId));
    }
}
