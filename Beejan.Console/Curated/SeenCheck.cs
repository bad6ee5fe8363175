using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>
/// Customers against rows: each complaint was reported while its customer was seen, for that is where a customer's complaints are looked for, and
/// each customer is said to have as many as there are.
/// </summary>
internal sealed class SeenCheck(IDatabase database) : ICheck
{
    /// <summary>Weighs each customer by its id, so that one too many here and one too few there do not make up for each other.</summary>
    private const string Weight = "% 1000003";

    public string Name => "customers-against-rows";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync((db, stop) =>
    {
        using var all = db.PrepareStatement("SELECT COUNT(*) FROM complaints WHERE customer_id <> 0");
        var faults = Ids(
            db,
            """
            SELECT c.customer_id FROM complaints c LEFT JOIN customers k ON k.id = c.customer_id
            WHERE c.customer_id <> 0 AND (k.id IS NULL OR c.reported_at < k.first_seen_at OR c.reported_at > k.last_seen_at) LIMIT 20
            """).ConvertAll(id => $"customer {id} has a complaint from outside the time it was seen in");
        stop.ThrowIfCancellationRequested();
        if (!IsCounted(db))
        {
            stop.ThrowIfCancellationRequested();
            faults.AddRange(Ids(db, $"SELECT k.id FROM customers k WHERE k.complaints <> (SELECT COUNT(*) FROM complaints WHERE {CustomerSql.IsOf("k.id")}) LIMIT 20")
                .Select(id => $"customer {id} is said to have another number of complaints than there are"));
        }
        return Task.FromResult(CheckResult.Of(faults, $"{all.Scalar() ?? 0:N0} complaints"));
    }, ct);

    /// <summary>Two sums over either side tell whether any count is wrong, in constant memory; which one is asked only then.</summary>
    private static bool IsCounted(BeejanDbContext db)
    {
        using var differ = db.PrepareStatement(
            $"""
            SELECT CASE WHEN k.n = c.n AND k.w = c.w THEN 0 ELSE 1 END
            FROM (SELECT COALESCE(SUM(complaints), 0) AS n, COALESCE(SUM(complaints * (id {Weight})), 0) AS w FROM customers) AS k,
                 (SELECT COUNT(*) AS n, COALESCE(SUM(customer_id {Weight}), 0) AS w FROM complaints WHERE customer_id <> 0) AS c
            """);
        return differ.Scalar() == 0;
    }

    private static List<long> Ids(BeejanDbContext db, string sql)
    {
        var ids = new List<long>();
        using var look = db.PrepareStatement(sql);
        look.Read([], row =>
        {
            ids.Add(row.Int64(0));
            return true;
        });
        return ids;
    }
}
