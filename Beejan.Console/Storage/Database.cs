using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Beejan.Storage;

internal sealed class Database(
    IDbContextFactory<BeejanDbContext> contexts, [FromKeyedServices(Setup.Writer)] IDbContextFactory<BeejanDbContext> writers, WriteGate gate, IOptions<StorageOptions> options) : IDatabase
{
    public bool IsSqlite => options.Value.Provider == StorageProvider.Sqlite;

    public async Task<T> ReadAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> query, CancellationToken ct)
    {
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
        var result = await work(db, ct);
        await transaction.CommitAsync(ct);
        return result;
    }
}

/// <summary>
/// SQLite has one writer: a queue in front of it is fairer and cheaper than its busy loop (dotnet/efcore#36295). On PostgreSQL
/// the gate is open.
/// </summary>
internal sealed class WriteGate(IOptions<StorageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim? _one = options.Value.Provider == StorageProvider.Sqlite ? new(1, 1) : null;

    public async Task<IDisposable?> EnterAsync(CancellationToken ct)
    {
        if (_one is null)
        {
            return null;
        }
        await _one.WaitAsync(ct);
        return new Turn(_one);
    }

    public void Dispose() => _one?.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
