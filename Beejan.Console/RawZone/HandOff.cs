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

    public void Offer(long rawId, RawRecord record)
    {
        if (Interlocked.Read(ref _bytes) < _limit && _records.TryAdd(rawId, record))
        {
            Interlocked.Add(ref _bytes, Weight(record));
        }
    }

    public RawRecord? Take(long rawId)
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
