namespace Beejan.Curated;

/// <summary>Queries over complaints, shared by pages, API and Excel.</summary>
public interface IComplaints
{
    /// <summary>A window of the filtered rows. Stable: ties are broken by id.</summary>
    Task<IReadOnlyList<ComplaintRow>> PageAsync(ComplaintFilter filter, int skip, int take, CancellationToken ct);

    /// <summary>The true number of rows the filter matches.</summary>
    Task<int> CountAsync(ComplaintFilter filter, CancellationToken ct);

    Task<ComplaintRow?> FindAsync(long id, CancellationToken ct);

    /// <summary>All rows the filter matches, oldest first, in constant memory.</summary>
    IAsyncEnumerable<ComplaintRow> StreamAsync(ComplaintFilter filter, CancellationToken ct);

    /// <summary>The customers of these rows, for display. Callers mask unless the reader may reveal.</summary>
    Task<IReadOnlyDictionary<long, CustomerRow>> CustomersAsync(IReadOnlyCollection<long> ids, CancellationToken ct);
}

/// <summary>
/// What to show. The same grammar in page URLs and the API: <c>?status=acknowledged,pending&amp;state=Lagos&amp;from=…&amp;sort=-priority</c>.
/// Empty lists mean "any".
/// </summary>
public sealed record ComplaintFilter
{
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Statuses; <c>open</c> stands for all open ones.</summary>
    public IReadOnlyList<string> Status { get; init; } = [];
    public IReadOnlyList<string> Category { get; init; } = [];
    public IReadOnlyList<string> Subcategory { get; init; } = [];
    public IReadOnlyList<string> State { get; init; } = [];
    public IReadOnlyList<string> Channel { get; init; } = [];
    public IReadOnlyList<string> Language { get; init; } = [];
    public IReadOnlyList<int> Priority { get; init; } = [];
    public IReadOnlyList<string> Team { get; init; } = [];

    /// <summary>A user name, or <c>none</c> for unassigned.</summary>
    public string? Assignee { get; init; }

    /// <summary><c>breached</c>, <c>soon</c> (due within four hours), <c>ok</c>.</summary>
    public string? Sla { get; init; }

    /// <summary>Words in the text, or a complaint number.</summary>
    public string? Search { get; init; }
    public long? CustomerId { get; init; }

    /// <summary><c>priority</c>, <c>dueAt</c>, <c>reportedAt</c>, <c>score</c>; a leading <c>-</c> turns it round. Default: priority, then due.</summary>
    public string? Sort { get; init; }
}
