using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Customers against rows: each complaint was reported while its customer was seen, for that is where a customer's complaints are looked for.</summary>
internal sealed class SeenCheck(IDatabase database) : ICheck
{
    public string Name => "customers-against-rows";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync((db, stop) =>
    {
        using var all = db.PrepareStatement("SELECT COUNT(*) FROM complaints WHERE customer_id <> 0");
        using var outside = db.PrepareStatement(
            """
            SELECT c.customer_id FROM complaints c LEFT JOIN customers k ON k.id = c.customer_id
            WHERE c.customer_id <> 0 AND (k.id IS NULL OR c.reported_at < k.first_seen_at OR c.reported_at > k.last_seen_at) LIMIT 20
            """);
        var faults = new List<string>();
        outside.Read([], row =>
        {
            faults.Add($"customer {row.Int64(0)} has a complaint from outside the time it was seen in");
            return true;
        });
        stop.ThrowIfCancellationRequested();
        return Task.FromResult(CheckResult.Of(faults, $"{all.Scalar() ?? 0:N0} complaints"));
    }, ct);
}
