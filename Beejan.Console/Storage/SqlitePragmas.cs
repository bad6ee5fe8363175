using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Beejan.Storage;

/// <summary>
/// Set on each opened SQLite connection. <c>synchronous=FULL</c>: a commit is on disk before anyone is told; with WAL and a
/// group commit this costs one fsync a batch. <c>secure_delete=FAST</c>: what is deleted is overwritten wherever its page is written anyway.
/// </summary>
internal sealed class SqlitePragmas(int busyTimeoutSeconds, int cacheKib) : DbConnectionInterceptor
{
    /// <summary>Page cache of a connection that reads, KiB: one per page or request, so kept small.</summary>
    public const int ReaderCache = 4096;

    /// <summary>
    /// Page cache of the connection that writes, KiB: holds what one transaction changes. Less, and SQLite writes the leaves of the indexes
    /// out and reads them back several times within a transaction.
    /// </summary>
    public const int WriterCache = 20 * 1024;

    /// <summary>Pages in the write-ahead log at which SQLite steps in, 256 MiB: only when <see cref="Checkpoints"/> do not get through.</summary>
    private const int LongestLog = 65_536;

    /// <summary>Handles that have been set: the pool opens the same one thousands of times.</summary>
    private static readonly ConditionalWeakTable<object, object> Known = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set(connection);
        return Task.CompletedTask;
    }

    private void Set(DbConnection connection)
    {
        var handle = SqliteStatement.HandleOf((SqliteConnection)connection);
        var isNew = !Known.TryGetValue(handle, out _);
        using var command = connection.CreateCommand();
        // Always: a writer that need not be durable lowers it (Database).
        command.CommandText = "PRAGMA synchronous=FULL;" + (isNew ? FormattableString.Invariant(
            $"PRAGMA busy_timeout={busyTimeoutSeconds * 1000};PRAGMA secure_delete=FAST;PRAGMA foreign_keys=ON;PRAGMA temp_store=MEMORY;PRAGMA cache_size=-{cacheKib};PRAGMA wal_autocheckpoint={LongestLog};") : "");
        command.ExecuteNonQuery();
        if (isNew)
        {
            Known.AddOrUpdate(handle, this);
        }
    }
}
