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
    /// As <see cref="WriteRedoableAsync{T}"/>, for rows that only wait to be worked on: nobody who reads what is served sees a difference, and
    /// <see cref="StampAsync"/> does not count it.
    /// </summary>
    Task<T> EnqueueAsync<T>(Func<BeejanDbContext, CancellationToken, Task<T>> work, CancellationToken ct);

    /// <summary>Inside a write: what tells whether anybody else has written since an earlier one. Null on PostgreSQL, where that cannot be told.</summary>
    Task<WriteStamp?> StampAsync(BeejanDbContext db, CancellationToken ct);

    /// <summary>True on SQLite, false on PostgreSQL: for the few statements that differ.</summary>
    bool IsSqlite { get; }
}

/// <summary>Where the count of writes stood inside one of them.</summary>
/// <param name="Own">Writes that this process committed before.</param>
/// <param name="Others">Changes when another connection or process commits (<c>PRAGMA data_version</c>).</param>
public readonly record struct WriteStamp(long Own, long Others)
{
    /// <summary>True when the write with the other stamp was the last one before this: nothing came between.</summary>
    public bool Follows(WriteStamp other) => Others == other.Others && Own == other.Own + 1;
}
