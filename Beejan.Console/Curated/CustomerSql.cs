namespace Beejan.Curated;

/// <summary>How a customer's complaints are found in SQL of one's own.</summary>
public static class CustomerSql
{
    /// <summary>A condition on <c>complaints</c> that its index of customers answers: its buckets are those in which the customer was seen.</summary>
    /// <param name="customer">A parameter or column with the customer's id.</param>
    public static string IsOf(string customer) =>
        $"""
        customer_id = {customer} AND bucket IN (
            WITH RECURSIVE seen (n, last) AS (
                SELECT {TimeBucket.Of("first_seen_at")}, {TimeBucket.Of("last_seen_at")} FROM customers WHERE id = {customer}
                UNION ALL SELECT n + 1, last FROM seen WHERE n < last)
            SELECT n FROM seen)
        """;
}
