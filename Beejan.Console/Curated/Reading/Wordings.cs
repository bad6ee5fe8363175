using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Wordings(IDatabase database) : IWordings
{
    private const int AtOnce = 500;

    public Task<IReadOnlyList<ServedPrint>> FindAsync(IReadOnlyList<long> prints, CancellationToken ct) =>
        ReadAsync(prints, some => rows => rows.Where(c => c.Wording != null && some.Contains(c.Wording.Value)), ct);

    public Task<IReadOnlyList<ServedPrint>> FindByIdAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        ReadAsync(ids, some => rows => rows.Where(c => some.Contains(c.Id)), ct);

    private async Task<IReadOnlyList<ServedPrint>> ReadAsync(
        IReadOnlyList<long> values, Func<List<long>, Func<IQueryable<ComplaintRow>, IQueryable<ComplaintRow>>> which, CancellationToken ct)
    {
        var found = new List<ServedPrint>();
        foreach (var some in values.Chunk(AtOnce))
        {
            var filter = which([.. some]);
            found.AddRange(await database.ReadAsync((db, stop) =>
                filter(db.Set<ComplaintRow>()).Select(c => new ServedPrint(c.Id, c.RawId, c.Wording ?? 0, c.ReportedAt)).ToListAsync(stop), ct));
        }
        return found;
    }
}
