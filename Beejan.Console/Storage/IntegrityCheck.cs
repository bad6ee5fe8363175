using Beejan.Contracts;

namespace Beejan.Storage;

/// <summary>The database's own proof of its structure.</summary>
internal sealed class IntegrityCheck(IDatabase database) : ICheck
{
    public string Name => "database-integrity";

    public Task<CheckResult> RunAsync(CancellationToken ct) => database.ReadAsync(async (db, stop) =>
    {
        if (!database.IsSqlite)
        {
            using var version = db.Prepare("SELECT version()");
            return new CheckResult(true, $"{await version.ExecuteScalarAsync(stop)}: checks its own pages");
        }
        using var check = db.Prepare("PRAGMA integrity_check(5)");
        using var rows = await check.ExecuteReaderAsync(stop);
        var said = new List<string>();
        while (await rows.ReadAsync(stop))
        {
            said.Add(rows.GetString(0));
        }
        return said is ["ok"] ? new CheckResult(true, "SQLite says ok") : new CheckResult(false, string.Join("; ", said));
    }, ct);
}
