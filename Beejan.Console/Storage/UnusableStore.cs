using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Beejan.Storage;

/// <summary>The store cannot be started on; the message names the cause and the cure.</summary>
public sealed class UnusableStoreException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What keeps a program from starting on its store, in words instead of a stack trace.</summary>
internal static class UnusableStore
{
    private const string Aside = "Stop whatever uses it, move it and its -wal and -shm files aside and bring a backup back with 'restore PATH'; raw/ beside it, with all that ever came in, is another matter and stays";

    /// <summary>The words; null when it is something else, a bug perhaps.</summary>
    /// <param name="exception">What the start met.</param>
    /// <param name="options">Where the store should be.</param>
    /// <param name="file">SQLite's file.</param>
    public static string? Words(Exception exception, StorageOptions options, string file) => exception switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => $"The database {file} is held by another process: end it, or start again when it is done",
        SqliteException { SqliteErrorCode: 8 or 14 } => $"The database {file} takes no writes: let this user write it and its folder, or mount them for writing",
        SqliteException { SqliteErrorCode: 13 } => $"There is no room for the database {file}: make room on its disk",
        SqliteException { SqliteErrorCode: 10 } e => $"The disk does not read or write the database {file} ({e.Message}): make room there, and look at the disk",
        SqliteException { SqliteErrorCode: 11 } => $"The database {file} is damaged. {Aside}",
        SqliteException { SqliteErrorCode: 26 } => $"The file {file} is no database, or a damaged one. {Aside}",
        PostgresException { SqlState: "28P01" or "28000" } => $"{Server(options)} does not let this user in: look at Username and Password in {Key}",
        PostgresException { SqlState: "3D000" } => $"{Server(options)} has no such database: create it, or name another one in {Key}",
        PostgresException { SqlState: "42501" } e => $"{Server(options)} does not let this user make tables ({e.MessageText}): grant it, or name another user in {Key}",
        PostgresException e => $"{Server(options)} refuses ({e.SqlState}: {e.MessageText}): look at {Key} and at its log",
        NpgsqlException => $"{Server(options)} does not answer: start it, or look at Host and Port in {Key}",
        DbException => null,
        UnauthorizedAccessException or IOException => $"{Section} is not usable ({exception.Message}): let this user write everything in it, mount it for writing, or make room",
        { InnerException: { } inner } => Words(inner, options, file),
        _ => null,
    };

    private static string Section => $"{StorageOptions.Section}:{nameof(StorageOptions.DataDirectory)}";

    private static string Key => $"{StorageOptions.Section}:{nameof(StorageOptions.ConnectionString)}";

    private static string Server(StorageOptions options)
    {
        var link = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        return $"The PostgreSQL server {link.Host}:{link.Port}";
    }
}
