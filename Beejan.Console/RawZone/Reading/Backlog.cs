using System.Globalization;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary>What has landed and is in no figure yet: records of a bulk load, and live ones when judging is minutes behind.</summary>
internal sealed class Backlog(IDatabase database, TimeProvider clock) : ILoading
{
    /// <summary>Live records wait seconds at most; longer is a backlog.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromMinutes(2);

    /// <summary>Beyond this a number says no more than "many" and counting it costs.</summary>
    private const int Most = 1_000_000;

    public async ValueTask<string?> NowAsync(CancellationToken ct)
    {
        var waiting = await database.ReadAsync(async (db, stop) =>
        {
            // In the order of the queue's own index: by raw_id alone the whole ledger would be walked through to find that nothing waits.
            var queue = db.Set<LedgerRow>().Where(r => r.Fate == Fate.InFlight).OrderBy(r => r.Bulk).ThenBy(r => r.RawId);
            var bulk = await queue.Where(r => r.Bulk).Take(Most).LongCountAsync(stop);
            var oldest = await queue.Where(r => !r.Bulk).Select(r => (DateTimeOffset?)r.ReceivedAt).FirstOrDefaultAsync(stop);
            return bulk + (oldest < clock.GetUtcNow() - Behind ? await queue.Where(r => !r.Bulk).Take(Most).LongCountAsync(stop) : 0);
        }, ct);
        return waiting switch
        {
            0 => null,
            1 => "1 record waits to be judged",
            _ => string.Create(CultureInfo.InvariantCulture, $"{waiting:N0}{(waiting >= Most ? " and more" : "")} records wait to be judged"),
        };
    }
}
