using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Wordings(IDatabase database) : IWordings
{
    public Task<IReadOnlyDictionary<long, long>> FindAsync(IReadOnlyList<long> wordings, DateTimeOffset since, CancellationToken ct) =>
        database.ReadAsync<IReadOnlyDictionary<long, long>>(async (db, stop) =>
        {
            var found = new Dictionary<long, long>();
            foreach (var some in wordings.Distinct().Chunk(500))
            {
                var wanted = some.Select(w => (long?)w).ToArray();
                await foreach (var hit in db.Set<ComplaintRow>().Where(c => wanted.Contains(c.Wording) && c.ReportedAt >= since)
                    .GroupBy(c => c.Wording).Select(g => new { g.Key, Id = g.Min(c => c.Id) }).AsAsyncEnumerable().WithCancellation(stop))
                {
                    found[hit.Key!.Value] = hit.Id;
                }
            }
            return found;
        }, ct);
}
