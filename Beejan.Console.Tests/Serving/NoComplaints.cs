using Beejan.Curated;
using Beejan.Curated.Cases;

namespace Beejan.Tests.Serving;

/// <summary>No complaints; a test overrides what it needs.</summary>
internal abstract class NoComplaints : IComplaints
{
    public virtual Task<IReadOnlyList<long>> IdsAsync(ComplaintFilter filter, int take, CancellationToken ct) => Task.FromResult<IReadOnlyList<long>>([]);

    public virtual Task<IReadOnlyList<ComplaintRow>> PageAsync(ComplaintFilter filter, int skip, int take, CancellationToken ct) => Task.FromResult<IReadOnlyList<ComplaintRow>>([]);

    public Task<Slice> SliceAsync(ComplaintFilter filter, string? cursor, int take, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<ComplaintRow>> ByIdsAsync(IReadOnlyList<long> ids, CancellationToken ct) => Task.FromResult<IReadOnlyList<ComplaintRow>>([]);

    public Task<long> LastIdAsync(CancellationToken ct) => Task.FromResult(0L);

    public Task<IReadOnlyList<CaseEventRow>> HistoryAsync(long id, CancellationToken ct) => Task.FromResult<IReadOnlyList<CaseEventRow>>([]);

    public virtual Task<int> CountAsync(ComplaintFilter filter, CancellationToken ct) => Task.FromResult(0);

    public Task<ComplaintRow?> FindAsync(long id, CancellationToken ct) => Task.FromResult<ComplaintRow?>(null);

    public IAsyncEnumerable<ComplaintRow> StreamAsync(ComplaintFilter filter, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<long, CustomerRow>> CustomersAsync(IReadOnlyCollection<long> ids, CancellationToken ct) => throw new NotSupportedException();
}
