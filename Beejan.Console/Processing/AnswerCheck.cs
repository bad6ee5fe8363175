using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Processing;

/// <summary>Each curated answer has its complaint, and each complaint its raw record.</summary>
internal sealed class AnswerCheck(IDatabase database) : ICheck
{
    public string Name => "complaints-against-ledger";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync((db, _) =>
    {
        long Count(string sql)
        {
            using var command = db.Prepare(sql);
            return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        }
        var unserved = Count("SELECT COUNT(*) FROM ledger l WHERE l.fate = 1 AND NOT EXISTS (SELECT 1 FROM complaints c WHERE c.id = l.root)");
        var rootless = Count("SELECT COUNT(*) FROM complaints c WHERE NOT EXISTS (SELECT 1 FROM ledger l WHERE l.raw_id = c.raw_id)");
        var twice = Count("SELECT COUNT(*) FROM merged m WHERE EXISTS (SELECT 1 FROM complaints c WHERE c.id = m.id)");
        var unheld = Count("SELECT COUNT(*) FROM merged m WHERE EXISTS (SELECT 1 FROM ledger l WHERE l.raw_id = m.raw_id AND l.fate = 1)");
        var complaints = Count("SELECT COUNT(*) FROM complaints");
        List<string> faults = [];
        if (unserved > 0)
        {
            faults.Add($"{unserved} records are answered as curated but have no complaint");
        }
        if (rootless > 0)
        {
            faults.Add($"{rootless} complaints name a raw record that is not in the ledger");
        }
        if (twice + unheld > 0)
        {
            faults.Add($"{twice} complaints are served and merged at once, {unheld} merged ones are answered as curated");
        }
        return Task.FromResult(CheckResult.Of(faults, $"{complaints:N0} complaints"));
    }, ct);
}
