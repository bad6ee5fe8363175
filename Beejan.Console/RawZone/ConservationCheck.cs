using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone;

/// <summary>received = curated + duplicates + dropped + dead-lettered + in flight, and the running counts equal the ledger counted anew.</summary>
internal sealed class ConservationCheck(IDatabase database) : ICheck
{
    public string Name => "conservation-law";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var tallies = await db.Set<TallyRow>().ToDictionaryAsync(t => t.Source, stop);
        var counted = await db.Set<LedgerRow>().GroupBy(r => new { r.Source, r.Fate })
            .Select(g => new { g.Key.Source, g.Key.Fate, Count = g.LongCount(), Repeats = g.Sum(r => (long)r.Repeats) }).ToListAsync(stop);
        var faults = new List<string>();
        long received = 0;
        foreach (var source in tallies.Keys.Union(counted.Select(c => c.Source)))
        {
            var tally = tallies.GetValueOrDefault(source) ?? new TallyRow { Source = source };
            var mine = counted.Where(c => c.Source == source).ToList();
            long Of(Fate fate) => mine.Where(c => c.Fate == fate).Sum(c => c.Count);
            Compare("landed", tally.Landed, mine.Sum(c => c.Count));
            Compare("duplicates", tally.Repeats, mine.Sum(c => c.Repeats));
            Compare("curated", tally.Curated, Of(Fate.Curated));
            Compare("dropped", tally.Dropped, Of(Fate.Dropped));
            Compare("dead-lettered", tally.Rejected, Of(Fate.Rejected));
            Compare("received", tally.Landed + tally.Repeats, tally.Repeats + tally.Curated + tally.Dropped + tally.Rejected + Of(Fate.InFlight));
            received += tally.Landed + tally.Repeats;

            void Compare(string what, long kept, long found)
            {
                if (kept != found)
                {
                    faults.Add($"{source}: {what} says {kept}, counted {found}");
                }
            }
        }
        return CheckResult.Of(faults, $"{received:N0} records received, all accounted for");
    }, ct);
}
