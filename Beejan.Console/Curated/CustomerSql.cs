using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>
/// How the complaints of a customer are found: their index begins with the bucket of time, so whoever asks for a customer names the buckets it was
/// seen in. None lies outside (<see cref="SeenCheck"/>).
/// </summary>
public static class CustomerSql
{
    /// <summary>A condition on <c>complaints</c> that its index of customers answers.</summary>
    /// <param name="customer">A parameter or column with the customer's id.</param>
    public static string IsOf(string customer) => $"customer_id = {customer} AND bucket IN ({Buckets(customer)})";

    /// <summary>The complaints of these customers, by their index.</summary>
    internal static IQueryable<ComplaintRow> ComplaintsOf(BeejanDbContext db, IReadOnlyList<long> customers)
    {
        var buckets = BucketsOf(db, customers);
        return db.Set<ComplaintRow>().Where(c => buckets.Contains(c.Bucket) && customers.Contains(c.CustomerId));
    }

    /// <summary>The buckets these customers were seen in, each once: for queries that cannot hold SQL of one's own.</summary>
    internal static List<long> BucketsOf(BeejanDbContext db, IReadOnlyList<long> customers)
    {
        var buckets = new HashSet<long>();
        using var seen = db.PrepareStatement(Buckets("@c"), "c");
        foreach (var customer in customers)
        {
            seen.Read([customer], row => buckets.Add(row.Int64(0)) || true);
        }
        return [.. buckets];
    }

    private static string Buckets(string customer) =>
        $"""
        WITH RECURSIVE seen (n, last) AS (
            SELECT {TimeBucket.Of("first_seen_at")}, {TimeBucket.Of("last_seen_at")} FROM customers WHERE id = {customer}
            UNION ALL SELECT n + 1, last FROM seen WHERE n < last)
        SELECT n FROM seen
        """;
}
