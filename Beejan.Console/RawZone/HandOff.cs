using System.Collections.Concurrent;
using Beejan.Contracts;
using Microsoft.Extensions.Options;

namespace Beejan.RawZone;

/// <summary>
/// Landed records on their way to processing, so that the common case does not read back what was just written. Bounded: what does not
/// fit is read from the lake.
/// </summary>
internal sealed class HandOff(IOptions<RawZoneOptions> options)
{
    private readonly ConcurrentDictionary<long, RawRecord> _records = new();
    private readonly long _limit = options.Value.HandOffMegabytes * 1024L * 1024L;
    private long _bytes;
    private long _taken;
    private volatile bool _attended = true;

    public void Offer(long rawId, RawRecord record)
    {
        if (Interlocked.Read(ref _bytes) < _limit && _records.TryAdd(rawId, record))
        {
            Interlocked.Add(ref _bytes, Weight(record));
        }
    }

    /// <summary>
    /// Bulk loads wait here until processing has caught up: what is still in memory need not be read back and checked again. When nobody
    /// takes anything for half a second, nobody is processing, and the load goes on without waiting until somebody does.
    /// </summary>
    public async Task WaitForRoomAsync(CancellationToken ct)
    {
        var (taken, idle) = (Interlocked.Read(ref _taken), 0);
        while (Interlocked.Read(ref _bytes) > _limit / 2 && _attended && idle < 25)
        {
            await Task.Delay(20, ct);
            var now = Interlocked.Read(ref _taken);
            (taken, idle) = (now, now == taken ? idle + 1 : 0);
        }
        _attended &= idle < 25;
    }

    public RawRecord? Take(long rawId)
    {
        Interlocked.Increment(ref _taken);
        _attended = true;
        return Withdraw(rawId);
    }

    /// <summary>Takes a record back, or away; null when it is not here.</summary>
    public RawRecord? Withdraw(long rawId)
    {
        if (!_records.TryRemove(rawId, out var record))
        {
            return null;
        }
        Interlocked.Add(ref _bytes, -Weight(record));
        return record;
    }

    private static long Weight(RawRecord record) => record.Payload.Length + 256;
}
