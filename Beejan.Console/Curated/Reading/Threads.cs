using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.Curated.Reading;

internal sealed class Threads(IDatabase database) : IThreads
{
    public Task<IReadOnlyDictionary<string, long>> FindAsync(IReadOnlyList<string> messageIds, CancellationToken ct) => database.ReadAsync<IReadOnlyDictionary<string, long>>(
        async (db, stop) =>
        {
            var found = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var some in messageIds.Chunk(500))
            {
                // The channel stands in the question as the index has it.
                var rows = await db.Set<ComplaintRow>().Where(c => c.Channel == Channels.Email && some.Contains(c.SourceKey))
                    .OrderBy(c => c.Id).Select(c => new { c.SourceKey, c.Id, c.ReplyTo }).ToListAsync(stop);
                foreach (var row in rows)
                {
                    found.TryAdd(row.SourceKey, row.ReplyTo ?? row.Id);
                }
            }
            return found;
        }, ct);
}
