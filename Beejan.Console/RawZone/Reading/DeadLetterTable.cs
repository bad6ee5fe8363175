using System.Runtime.CompilerServices;
using Beejan.Contracts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;

namespace Beejan.RawZone.Reading;

/// <summary><c>export deadletters</c>: every record that was set aside as bad, with the reason and the place of its bytes.</summary>
internal sealed class DeadLetterTable(IDatabase database) : ITabular
{
    public string Name => "deadletters";

    public IReadOnlyList<TabularColumn> Columns { get; } =
    [
        new("rawId", TabularType.Integer, 10), new("source", Width: 12), new("sourceKey", Width: 24), new("receivedAt", TabularType.Instant, 18),
        new("answeredAt", TabularType.Instant, 18), new("stage", Width: 12), new("code", Width: 22), new("message", Width: 60), new("field", Width: 14),
        new("pipelineVersion", Width: 14), new("segment", TabularType.Integer, 10), new("offset", TabularType.Integer, 12),
        new("length", TabularType.Integer, 10), new("sha256", Width: 66),
    ];

    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(TabularQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var r in LedgerPages.ReadAsync(database, query, rows => rows.Where(r => r.Fate == Fate.Rejected), ct))
        {
            yield return
            [
                r.RawId, r.Source, r.Key, r.ReceivedAt, r.AnsweredAt, r.Stage, r.ReasonCode, r.ReasonMessage, r.ReasonField, r.PipelineVersion,
                (long)r.SegmentId, r.Offset, (long)r.Length, Convert.ToHexStringLower(r.Hash),
            ];
        }
    }
}

/// <summary>
/// <c>export duplicates</c>: records that were counted and not served again: the same bytes under the same key (<c>repeat</c>, one row with how
/// often), and what another complaint stands for (<c>duplicate.exact</c>, <c>.near</c>, <c>.channel</c>, <c>.merged</c>, <c>.retweet</c>, <c>.copy</c>).
/// </summary>
internal sealed class DuplicateTable(IDatabase database) : ITabular
{
    public string Name => "duplicates";

    public IReadOnlyList<TabularColumn> Columns { get; } =
    [
        new("rawId", TabularType.Integer, 10), new("source", Width: 12), new("sourceKey", Width: 24), new("kind", Width: 16),
        new("duplicateOf", TabularType.Integer, 12), new("times", TabularType.Integer, 8), new("receivedAt", TabularType.Instant, 18),
        new("lastSeenAt", TabularType.Instant, 18),
    ];

    public async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(TabularQuery query, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var r in LedgerPages.ReadAsync(database, query, rows => rows.Where(r => r.Repeats > 0 || r.DuplicateOf != null), ct))
        {
            if (r.DuplicateOf is { } of)
            {
                yield return [r.RawId, r.Source, r.Key, r.ReasonCode, of, 1L, r.ReceivedAt, r.ReceivedAt];
            }
            if (r.Repeats > 0)
            {
                yield return [r.RawId, r.Source, r.Key, "repeat", r.RawId, (long)r.Repeats, r.ReceivedAt, r.LastRepeatAt];
            }
        }
    }
}

/// <summary>Walks the ledger in raw-id order, a page at a time, so that memory does not grow with it.</summary>
internal static class LedgerPages
{
    private const int Size = 2000;

    public static async IAsyncEnumerable<LedgerRow> ReadAsync(
        IDatabase database, TabularQuery query, Func<IQueryable<LedgerRow>, IQueryable<LedgerRow>> filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = 0L;
        while (true)
        {
            var page = await database.ReadAsync((db, stop) =>
            {
                var rows = filter(db.Set<LedgerRow>()).Where(r => r.RawId > after);
                rows = query.From is { } from ? rows.Where(r => r.ReceivedAt >= from) : rows;
                rows = query.To is { } to ? rows.Where(r => r.ReceivedAt < to) : rows;
                return rows.OrderBy(r => r.RawId).Take(Size).ToListAsync(stop);
            }, ct);
            foreach (var row in page)
            {
                yield return row;
            }
            if (page.Count < Size)
            {
                yield break;
            }
            after = page[^1].RawId;
        }
    }
}
