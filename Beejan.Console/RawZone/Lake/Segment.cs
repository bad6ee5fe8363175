using System.Buffers;
using System.Text.Json;
using Beejan.Contracts;
using Microsoft.Win32.SafeHandles;

namespace Beejan.RawZone.Lake;

/// <summary>A segment open for appending by this process alone. Not safe for several threads: the raw zone lands one batch at a time.</summary>
internal sealed class Segment : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly ArrayBufferWriter<byte> _pending = new(1 << 16);
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<string, string> _contexts = new(StringComparer.Ordinal);
    private string? _lastContext;
    private string? _lastContextId;

    public Segment(int id, string path, DateOnly date)
    {
        (Id, Path, Date) = (id, path, date);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _json = new Utf8JsonWriter(_pending, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
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
        var length = Envelope.Write(_pending, _json, rawId, received, raw, contextId);
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
        _json.Dispose();
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
