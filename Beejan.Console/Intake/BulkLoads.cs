using System.Collections.Concurrent;
using Beejan.Contracts;

namespace Beejan.Intake;

/// <summary>The deliveries that this process is landing in bulk.</summary>
internal sealed class BulkLoads : ILoading
{
    private readonly ConcurrentDictionary<object, string> _running = new();

    /// <summary>Dispose the answer when the delivery is in.</summary>
    public IDisposable Begin(SourceId source, string? file) => new Load(_running, file is null ? source.Value : $"{file} into {source.Value}");

    public ValueTask<string?> NowAsync(CancellationToken ct) => ValueTask.FromResult(
        _running.Values.ToArray() is { Length: > 0 } all ? $"{all.Min(StringComparer.Ordinal)}{(all.Length > 1 ? $" and {all.Length - 1} more" : "")}" : null);

    private sealed class Load : IDisposable
    {
        private readonly ConcurrentDictionary<object, string> _running;

        public Load(ConcurrentDictionary<object, string> running, string what) => (_running = running)[this] = what;

        public void Dispose() => _running.TryRemove(this, out _);
    }
}
