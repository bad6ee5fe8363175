namespace Beejan.Contracts;

/// <summary>
/// Rows that can be exported: the folder that owns them implements it, <c>export</c> and the reports write it as CSV, NDJSON or Excel
/// without knowing whose they are.
/// </summary>
public interface ITabular
{
    /// <summary>As typed after <c>export</c>: <c>complaints</c>, <c>deadletters</c>, <c>duplicates</c>.</summary>
    string Name { get; }

    /// <summary>In the order of the values. A dotted name such as <c>customer.id</c> is a member of an object in JSON and a plain heading elsewhere.</summary>
    IReadOnlyList<TabularColumn> Columns { get; }

    /// <summary>All rows of the period, oldest first, in constant memory; one value a column, of the column's type or null.</summary>
    IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync(TabularQuery query, CancellationToken ct);
}

/// <summary>Which rows.</summary>
/// <param name="From">Inclusive (UTC); null from the beginning.</param>
/// <param name="To">Exclusive (UTC); null to the end.</param>
/// <param name="Reveal">True: personal data in clear. The caller has checked the right and written the audit.</param>
public sealed record TabularQuery(DateTimeOffset? From, DateTimeOffset? To, bool Reveal);

/// <summary>One column.</summary>
/// <param name="Name">The contract's name: JSON member and heading.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Width">In Excel, in characters.</param>
public sealed record TabularColumn(string Name, TabularType Type = TabularType.Text, double Width = 16);

/// <summary>The type of a column, with the .NET type of its values.</summary>
public enum TabularType
{
    /// <summary><see cref="string"/>.</summary>
    Text,

    /// <summary><see cref="int"/> or <see cref="long"/>.</summary>
    Integer,

    /// <summary><see cref="float"/> or <see cref="double"/>.</summary>
    Number,

    /// <summary><see cref="double"/>, 0…1.</summary>
    Share,

    /// <summary><see cref="DateOnly"/>, a day in Lagos.</summary>
    Date,

    /// <summary><see cref="DateTimeOffset"/>: UTC in JSON, Lagos time in Excel, with its offset in CSV.</summary>
    Instant,

    /// <summary><see cref="bool"/>.</summary>
    Flag,

    /// <summary>A list of <see cref="string"/>: an array in JSON, joined by <c>; </c> elsewhere.</summary>
    Texts,
}
