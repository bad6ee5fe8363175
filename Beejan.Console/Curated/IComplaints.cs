using Beejan.Curated.Cases;

namespace Beejan.Curated;

/// <summary>Queries over complaints, shared by pages, API and Excel.</summary>
public interface IComplaints
{
    /// <summary>A window of the filtered rows. Stable: ties are broken by id.</summary>
    Task<IReadOnlyList<ComplaintRow>> PageAsync(ComplaintFilter filter, int skip, int take, CancellationToken ct);

    /// <summary>
    /// The next rows after a cursor that an earlier slice gave; null begins. Never skips or repeats a row whose sort key stood still, however
    /// many arrive meanwhile.
    /// </summary>
    /// <exception cref="FormatException">The cursor is not one of this sort order's.</exception>
    Task<Slice> SliceAsync(ComplaintFilter filter, string? cursor, int take, CancellationToken ct);

    /// <summary>The ids of the first <paramref name="take"/> filtered rows, in order: a list that stands still while the rows move.</summary>
    Task<IReadOnlyList<long>> IdsAsync(ComplaintFilter filter, int take, CancellationToken ct);

    /// <summary>These rows, in the order of the ids; a row that is gone is left out.</summary>
    Task<IReadOnlyList<ComplaintRow>> ByIdsAsync(IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>The highest id there is, 0 when there is none.</summary>
    Task<long> LastIdAsync(CancellationToken ct);

    /// <summary>What was done to the case, oldest first.</summary>
    Task<IReadOnlyList<CaseEventRow>> HistoryAsync(long id, CancellationToken ct);

    /// <summary>The true number of rows the filter matches.</summary>
    Task<int> CountAsync(ComplaintFilter filter, CancellationToken ct);

    Task<ComplaintRow?> FindAsync(long id, CancellationToken ct);

    /// <summary>All rows the filter matches, oldest first, in constant memory.</summary>
    IAsyncEnumerable<ComplaintRow> StreamAsync(ComplaintFilter filter, CancellationToken ct);

    /// <summary>The customers of these rows, for display. Callers mask unless the reader may reveal.</summary>
    Task<IReadOnlyDictionary<long, CustomerRow>> CustomersAsync(IReadOnlyCollection<long> ids, CancellationToken ct);
}

/// <summary>Some rows and the cursor of the next ones; null at the end.</summary>
public sealed record Slice(IReadOnlyList<ComplaintRow> Rows, string? Next);

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

    /// <summary>State names; <c>unknown</c> stands for none.</summary>
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
    /// <summary>A customer, with all that are one person with it.</summary>
    public long? CustomerId { get; init; }

    /// <summary><c>prepaid</c>, <c>postpaid</c>, <c>corporate</c>.</summary>
    public IReadOnlyList<string> Tier { get; init; } = [];

    /// <summary><c>low</c>: the category is a guess (confidence below <see cref="LowConfidence"/>) that no person has confirmed.</summary>
    public string? Confidence { get; init; }

    /// <summary>Resolved at or after this time.</summary>
    public DateTimeOffset? ResolvedFrom { get; init; }

    /// <summary><c>yes</c>: put aside until a time that is still to come; <c>no</c>: not, or woken since.</summary>
    public string? Snoozed { get; init; }

    /// <summary>Only ids above this one: what came since.</summary>
    public long? AfterId { get; init; }

    /// <summary>Beside <see cref="AfterId"/>: those too that woke after this time.</summary>
    public DateTimeOffset? WokeAfter { get; init; }

    /// <summary>Below this a category goes to review: on real text that no model had seen, about nine in ten above it were right (docs/models.md).</summary>
    public const float LowConfidence = 0.9f;

    /// <summary><c>priority</c>, <c>dueAt</c>, <c>reportedAt</c>, <c>score</c>; a leading <c>-</c> turns it round. Default: priority, then due.</summary>
    public string? Sort { get; init; }
}
