using System.Collections.Concurrent;

namespace Beejan.Sources.Framing;

/// <summary>
/// Remembers what was made of a context. Records of a file come together and share the instance, so the last one is nearly always right;
/// the result depends on the context alone, so parsing stays pure.
/// </summary>
internal sealed class ByContext<T>(Func<string, T?> read) where T : class
{
    private const int Most = 64;
    private readonly ConcurrentDictionary<string, T?> _known = new(StringComparer.Ordinal);
    private Entry? _last;

    /// <summary>What the context means; null without one and when it means nothing here.</summary>
    public T? Of(string? context)
    {
        if (context is null)
        {
            return null;
        }
        var last = Volatile.Read(ref _last);
        if (last is not null && ReferenceEquals(last.Context, context))
        {
            return last.Value;
        }
        if (_known.Count >= Most)
        {
            _known.Clear();
        }
        var value = _known.GetOrAdd(context, read);
        Volatile.Write(ref _last, new Entry(context, value));
        return value;
    }

    private sealed record Entry(string Context, T? Value);
}
