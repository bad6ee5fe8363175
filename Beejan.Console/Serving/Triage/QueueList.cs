using Beejan.Curated;

namespace Beejan.Serving.Triage;

/// <summary>
/// The list as it was when it was opened: its order stands still while rows change, and what came since is only counted. The first
/// <see cref="Held"/> places are held by id; a longer list goes on by position.
/// </summary>
public sealed class QueueList
{
    private const int Held = 50_000;

    private readonly ComplaintFilter _filter;
    private readonly IReadOnlyList<long> _ids;
    private readonly long _lastId;

    private readonly DateTimeOffset _opened;
    private readonly Lazy<Dictionary<long, int>> _places;

    private QueueList(ComplaintFilter filter, IReadOnlyList<long> ids, int total, long lastId, DateTimeOffset opened)
    {
        (_filter, _ids, Total, _lastId, _opened) = (filter, ids, total, lastId, opened);
        _places = new(() => ids.Select((id, place) => (id, place)).ToDictionary(p => p.id, p => p.place));
    }

    /// <summary>The true number of rows the filter matched.</summary>
    public int Total { get; }

    public static async Task<QueueList> OpenAsync(IComplaints complaints, ComplaintFilter filter, DateTimeOffset now, CancellationToken ct)
    {
        var last = await complaints.LastIdAsync(ct);
        var ids = await complaints.IdsAsync(filter, Held, ct);
        var total = ids.Count < Held ? ids.Count : await complaints.CountAsync(filter, ct);
        return new QueueList(filter, ids, total, last, now);
    }

    /// <summary>Rows of a window, as they are now. Rows that are gone leave no gap at the end of the list only.</summary>
    public async Task<IReadOnlyList<ComplaintRow>> RowsAsync(IComplaints complaints, int start, int count, CancellationToken ct)
    {
        var held = _ids.Skip(start).Take(count).ToList();
        var rows = new List<ComplaintRow>(await complaints.ByIdsAsync(held, ct));
        if (start + count > _ids.Count && _ids.Count < Total)
        {
            var skip = Math.Max(start, _ids.Count);
            rows.AddRange(await complaints.PageAsync(_filter, skip, start + count - skip, ct));
        }
        return rows;
    }

    /// <summary>The ids that stand at those places, as far as they are held.</summary>
    public IEnumerable<long> IdsAt(int start, int count) => _ids.Skip(start).Take(count);

    /// <summary>The place of a complaint, or -1.</summary>
    public int PlaceOf(long id) => _places.Value.GetValueOrDefault(id, -1);

    /// <summary>How many that match came since, or woke where the sleeping are not shown.</summary>
    public Task<int> NewAsync(IComplaints complaints, CancellationToken ct) =>
        complaints.CountAsync(_filter with { AfterId = _lastId, WokeAfter = _filter.Snoozed == "no" ? _opened : null }, ct);
}
