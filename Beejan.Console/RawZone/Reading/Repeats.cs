using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary>Repeats as the ledger has them.</summary>
internal sealed class Repeats(IDatabase database) : IRepeats
{
    private const int Batch = 500;

    public Task<IReadOnlyDictionary<long, RepeatCount>> OfAsync(IReadOnlyCollection<long> complaints, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, RepeatCount>>(async (db, stop) =>
        {
            var found = new Dictionary<long, RepeatCount>();
            foreach (var some in complaints.Distinct().Chunk(Batch))
            {
                var words = await db.Set<LedgerRow>().Where(r => r.DuplicateOf != null && some.Contains(r.DuplicateOf.Value))
                    .GroupBy(r => r.DuplicateOf!.Value).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
                var versions = await Versions(db, some).Select(v => new { v.Root, v.RawId, v.Repeats, v.Fate, v.DuplicateOf }).ToListAsync(stop);
                foreach (var mine in versions.GroupBy(v => v.Root))
                {
                    var of = mine.Where(v => v.Fate != Fate.InFlight).MaxBy(v => v.RawId)?.DuplicateOf;
                    var count = new RepeatCount(mine.Sum(v => v.Repeats), words.GetValueOrDefault(mine.Key), of);
                    if (count.Times > 0 || of is not null)
                    {
                        found[mine.Key] = count;
                    }
                }
            }
            return found;
        }, ct);

    public Task<Repeat?> FindAsync(long id, CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        var versions = await Versions(db, [id]).Where(v => v.Fate != Fate.InFlight).OrderBy(v => v.RawId).ToListAsync(stop);
        return versions is [var first, ..] && versions[^1] is { DuplicateOf: { } of } last
            ? new Repeat(id, last.RawId, last.Source, last.Key, first.ReceivedAt, of)
            : null;
    }, ct);

    public Task<IReadOnlyList<long>> ByKeyAsync(string? source, string key, CancellationToken ct) => database.ReadAsync<IReadOnlyList<long>>(async (db, stop) =>
    {
        var sources = source is null ? await db.Set<TallyRow>().Select(t => t.Source).ToListAsync(stop) : [source];
        var hashes = sources.Select(s => Identities.Of(new SourceId(s), key)).ToList();
        // By the narrow index; comparing the key itself tells it from strangers with the same 64 bits.
        return await db.Set<LedgerRow>().Where(r => hashes.Contains(r.KeyHash) && r.Key == key && sources.Contains(r.Source))
            .Select(r => r.Root).Distinct().OrderBy(root => root).ToListAsync(stop);
    }, ct);

    /// <summary>All records with the source and key of these first ones.</summary>
    private static IQueryable<LedgerRow> Versions(BeejanDbContext db, long[] roots) =>
        from root in db.Set<LedgerRow>()
        where roots.Contains(root.RawId)
        from version in db.Set<LedgerRow>()
        where version.KeyHash == root.KeyHash && version.Root == root.RawId
        select version;
}
