using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Storage;

internal sealed class Database(
    IDbContextFactory<BeejanDbContext> contexts, [FromKeyedServices(Setup.Writer)] IDbContextFactory<BeejanDbContext> writers, WriteGate gate, Checkpoints checkpoints,
    IOptions<StorageOptions> options) : IDatabase
{
    private readonly AsyncLocal<Inside?> _inside = new();

    public bool IsSqlite => options.Value.Provider == StorageProvider.Sqlite;

    public bool IsAwaited => gate.IsAwaited;

    public async Task<T> ReadAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> query, CancellationToken ct)
    {
        if (_inside.Value?.Db is { } writing)
        {
            return await ReadInsideAsync(writing, query, ct);
        }
        await using var db = await contexts.CreateDbContextAsync(ct);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        // One snapshot for all its statements; on SQLite also one lock instead of one a statement.
        await db.Database.OpenConnectionAsync(ct);
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            // Deferred: it never waits for a writer.
            await using var snapshot = sqlite.BeginTransaction(deferred: true);
            await db.Database.UseTransactionAsync(snapshot, ct);
            return await query(db, ct);
        }
        await using var repeatable = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        return await query(db, ct);
    }

    public Task<T> WriteAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct) => WriteAsync(work, true, ct);

    public Task<T> WriteRedoableAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct) => WriteAsync(work, false, ct);

    private async Task<T> WriteAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, bool durable, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = await writers.CreateDbContextAsync(ct);
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await WriteAsync(db, work, durable, ct);
        }
        catch (Exception e) when (Outage.IsReadOnly(e) && db.Database.GetDbConnection() is SqliteConnection connection)
        {
            // The pool would give the same connection again, read-only long after the file is not.
            SqliteConnection.ClearPool(connection);
            throw;
        }
    }

    private async Task<T> WriteAsync<T>(BeejanDbContext db, Func<BeejanDbContext, CancellationToken, Task<T>> work, bool durable, CancellationToken ct)
    {
        if (!durable && IsSqlite)
        {
            // Holds until the connection is opened the next time.
            await db.Prepare("PRAGMA synchronous=NORMAL").ExecuteNonQueryAsync(ct);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        if (!durable && !IsSqlite)
        {
            await db.Prepare("SET LOCAL synchronous_commit = off").ExecuteNonQueryAsync(ct);
        }
        var inside = new Inside { Db = db };
        _inside.Value = inside;
        T result;
        try
        {
            result = await work(db, ct);
        }
        finally
        {
            inside.Db = null;
        }
        try
        {
            // Not to be called off: a commit that is broken off may have happened or not.
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (CommitUnknownException.Follows(e))
        {
            throw new CommitUnknownException(e);
        }
        if (db.Database.GetDbConnection() is SqliteConnection sqlite)
        {
            checkpoints.Committed(sqlite);
        }
        return result;
    }

    private static async Task<T> ReadInsideAsync<T>(BeejanDbContext db, Func<BeejanDbContext, CancellationToken, Task<T>> query, CancellationToken ct)
    {
        var tracking = db.ChangeTracker.QueryTrackingBehavior;
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        try
        {
            return await query(db, ct);
        }
        finally
        {
            db.ChangeTracker.QueryTrackingBehavior = tracking;
        }
    }

    /// <summary>The transaction that the calling code runs in; empty once it is over, for what was started in it and outlives it.</summary>
    private sealed class Inside
    {
        public BeejanDbContext? Db { get; set; }
    }
}

/// <summary>
/// SQLite has one writer: a queue in front of it is fairer and cheaper than its busy loop (dotnet/efcore#36295). On PostgreSQL
/// the gate is open.
/// </summary>
internal sealed class WriteGate(IOptions<StorageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim? _one = options.Value.Provider == StorageProvider.Sqlite ? new(1, 1) : null;
    private int _waiting;

    /// <summary>Somebody stands in the queue.</summary>
    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    public async Task<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (_one is null)
        {
            return null;
        }
        _ = Interlocked.Increment(ref _waiting);
        try
        {
            await _one.WaitAsync(ct);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _waiting);
        }
        return new Turn(_one);
    }

    public void Dispose() => _one?.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
