namespace Beejan.Curated.Persons;

/// <summary>What the operator's books say of customers.</summary>
public interface IProfiles
{
    /// <summary>True once a profile was imported: before that nobody needs to be looked up.</summary>
    Task<bool> AnyAsync(CancellationToken ct);

    /// <summary>
    /// The profiles that these keys lead to, each by itself or through the person its customer belongs to. A key of two profiles leads to none.
    /// </summary>
    Task<IReadOnlyDictionary<long, ProfileFacts>> FindAsync(IReadOnlyCollection<long> keys, CancellationToken ct);

    /// <summary>The profile of a customer, by the strongest key that leads to one; null when none does.</summary>
    Task<ProfileRow?> OfAsync(CustomerRow customer, CancellationToken ct);

    /// <summary>The last imports, the newest first.</summary>
    Task<IReadOnlyList<ProfileImportRow>> ImportsAsync(int take, CancellationToken ct);

    /// <summary>How many profiles there are.</summary>
    Task<int> CountAsync(CancellationToken ct);
}

/// <summary>What of a profile counts when a complaint is judged.</summary>
/// <param name="Id"><see cref="ProfileRow.Id"/>.</param>
/// <param name="Since">Customer since (UTC).</param>
/// <param name="MonthlyNaira">Spent in a month.</param>
/// <param name="Tier"><c>prepaid</c>, <c>postpaid</c>, <c>corporate</c>, or the books' own word.</param>
public sealed record ProfileFacts(long Id, DateTimeOffset? Since, double? MonthlyNaira, string? Tier);
