using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Beejan.Storage;

/// <summary>
/// Brings SQLite's write-ahead log back into the database. SQLite itself does that within whichever commit finds the log long, and everybody
/// behind that commit waits for the disk; here nearly all of it is done beside the writers, and only what they added meanwhile in their gate,
/// after which the log begins anew.
/// </summary>
internal sealed class Checkpoints(IDbContextFactory<BeejanDbContext> contexts, WriteGate gate, ILogger<Checkpoints> log) : IAsyncDisposable
{
    /// <summary>Pages written since the last time: 64 MiB.</summary>
    private const int Due = 16_384;

    /// <summary>SQLite's number of the count of pages that a connection has written (<c>SQLITE_DBSTATUS_CACHE_WRITE</c>).</summary>
    private const int PagesWritten = 9;

    private long _from;
    private int _isRunning;
    private Task _run = Task.CompletedTask;

    /// <summary>Call in the gate, after a commit of the connection that writes.</summary>
    public void Committed(SqliteConnection writer)
    {
        if (raw.sqlite3_db_status(SqliteStatement.HandleOf(writer), PagesWritten, out var written, out _, 0) != raw.SQLITE_OK)
        {
            return;
        }
        // A new connection counts from the beginning.
        _from = Math.Min(_from, written);
        if (written - _from >= Due && Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            _from = written;
            _run = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync() => await _run;

    private async Task RunAsync()
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.Database.OpenConnectionAsync();
            await PassAsync(db);
            using var turn = await gate.EnterAsync(CancellationToken.None);
            await PassAsync(db);
        }
        catch (Exception e) when (e is DbException or IOException or ObjectDisposedException)
        {
            // Nothing is lost: the log keeps it, and the next time takes it along.
            log.LogDebug(e, "The write-ahead log could not be brought into the database");
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    /// <summary>Waits for nobody: what a reader still needs stays in the log.</summary>
    private static async Task PassAsync(BeejanDbContext db)
    {
        using var pass = db.Prepare("PRAGMA wal_checkpoint(PASSIVE)");
        await pass.ExecuteNonQueryAsync();
    }
}
