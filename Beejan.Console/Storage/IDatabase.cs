namespace Beejan.Storage;

/// <summary>
/// The way to the database. Contexts live for one call: a Blazor circuit lives for hours and must never hold one.
/// </summary>
public interface IDatabase
{
    /// <summary>
    /// Reads with a short-lived context that tracks nothing. Sees one committed state; never waits for writers on SQLite. Called from inside a
    /// write it reads over that transaction: it sees what was written so far, and pages its connection holds are not read from disk again.
    /// </summary>
    Task<T> ReadAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> query, CancellationToken ct);

    /// <summary>
    /// One transaction, committed when <paramref name="work"/> returns and rolled back when it throws. On SQLite one writer at a
    /// time per process goes through a gate; other processes are waited for (busy timeout). The commit is durable on return.
    /// </summary>
    Task<T> WriteAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, but the commit is not waited for on disk: a crash of the process cannot undo it, a power failure can,
    /// together with whatever was committed after it in this way. For work that is done again from the lake.
    /// </summary>
    Task<T> WriteRedoableAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Somebody of this process waits to write until the write that is under way has ended. One that could go on for long ends early then. Never
    /// true on PostgreSQL, where writers do not wait for each other.
    /// </summary>
    bool IsAwaited { get; }

    /// <summary>True on SQLite, false on PostgreSQL: for the few statements that differ.</summary>
    bool IsSqlite { get; }
}
