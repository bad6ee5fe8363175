using System.Buffers;
using Beejan.Contracts;
using Microsoft.Win32.SafeHandles;

namespace Beejan.RawZone.Lake;

/// <summary>A segment open for appending by this process alone. Not safe for several threads: the raw zone lands one batch at a time.</summary>
internal sealed class Segment : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly ArrayBufferWriter<byte> _pending = new(1 << 16);
    private readonly Dictionary<string, string> _contexts = new(StringComparer.Ordinal);
    private string? _lastContext;
    private string? _lastContextId;
    private (DateTimeOffset Received, DateTimeOffset Observed, string Type, string? ContextId) _common = (default, default, "", null);
    private byte[] _shared = [];

    public Segment(int id, string path, DateOnly date)
    {
        (Id, Path, Date) = (id, path, date);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
    }

    public int Id { get; }

    public string Path { get; }

    public DateOnly Date { get; }

    /// <summary>Bytes on disk.</summary>
    public long Length { get; private set; }

    public long Records { get; private set; }

    /// <summary>Buffers one record; tells where its line will stand.</summary>
    public (long Offset, int Length) Add(long rawId, DateTimeOffset received, RawRecord raw)
    {
        var contextId = raw.Context is null ? null : ContextOf(raw.Context);
        var offset = Length + _pending.WrittenCount;
        var common = (received, raw.ObservedAt, raw.ContentType, contextId);
        if (common != _common)
        {
            (_common, _shared) = (common, Envelope.Shared(received, raw, contextId));
        }
        var length = Envelope.Write(_pending, rawId, raw, _shared);
        return (offset, length);
    }

    /// <summary>Writes what is buffered and waits until it is on disk.</summary>
    /// <exception cref="IOException">The disk is full or failing; nothing of the batch counts.</exception>
    public void Flush(int records)
    {
        RandomAccess.Write(_file, _pending.WrittenSpan, Length);
        RandomAccess.FlushToDisk(_file);
        Length += _pending.WrittenCount;
        Records += records;
        _pending.ResetWrittenCount();
    }

    /// <summary>Takes a batch back whose ledger rows were not committed.</summary>
    public void RollBack(long length, long records)
    {
        _pending.ResetWrittenCount();
        RandomAccess.SetLength(_file, length);
        (Length, Records) = (length, records);
        // Contexts announced in the part that is gone must be announced again.
        _contexts.Clear();
        _lastContext = null;
    }

    public void Dispose()
    {
        _file.Dispose();
    }

    private string ContextOf(string context)
    {
        // All records of a file share one string, so the common case is a reference comparison.
        if (ReferenceEquals(context, _lastContext))
        {
            return _lastContextId!;
        }
        if (!_contexts.TryGetValue(context, out var id))
        {
            id = Envelope.ContextId(context);
            Envelope.WriteContext(_pending, id, context);
            _contexts[context] = id;
        }
        (_lastContext, _lastContextId) = (context, id);
        return id;
    }
}
