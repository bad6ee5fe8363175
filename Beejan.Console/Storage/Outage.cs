using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Beejan.Storage;

/// <summary>Tells an outage (try later, nobody's record is to blame) from a bug.</summary>
public static class Outage
{
    /// <summary>True when SQLite takes the file for read-only, which it decides when a connection opens it and never asks again.</summary>
    public static bool IsReadOnly(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: 8 } || (exception.InnerException is { } inner && IsReadOnly(inner));

    /// <summary>What belongs in the log with a failure: nothing more for an outage, whose cause is told in words; the stack trace of a bug.</summary>
    public static Exception? Trace(Exception exception) => Is(exception) ? null : exception;

    /// <summary>
    /// True for a busy, locked, full, read-only or damaged database, a lost connection, a full disk, a time-out or a program that is ending.
    /// <c>SqliteException.IsTransient</c> is false for busy (5) and locked (6), so codes are asked.
    /// </summary>
    public static bool Is(Exception exception) => exception switch
    {
        // Busy, locked, no memory, read-only, I/O, damaged, full, cannot open, locking protocol, no database.
        SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 or 15 or 26 } => true,
        NpgsqlException { IsTransient: true } or CommitUnknownException => true,
        PostgresException { SqlState: "53100" or "53200" or "53300" or "57P01" or "57P02" or "57P03" } => true,
        DbException { IsTransient: true } => true,
        IOException or TimeoutException or UnauthorizedAccessException => true,
        ObjectDisposedException => true,                                             // the program is ending
        { InnerException: { } inner } => Is(inner),
        _ => false,
    };
}
