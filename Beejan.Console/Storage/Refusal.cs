using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Beejan.Storage;

/// <summary>Tells a value that the database will not hold (write the others) from a fault of the store itself, which no record is to blame for.</summary>
public static class Refusal
{
    /// <summary>
    /// False for an outage, and for whatever else a database says but that a value is too big, breaks a constraint, or is of a wrong kind or range
    /// (SQLite's 18, 19, 20 and 25; SQL's classes 22, 23 and 54). True for what is no word of a database: our own code threw.
    /// </summary>
    public static bool Is(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return !Outage.Is(exception) && exception.GetBaseException() switch
        {
            SqliteException { SqliteErrorCode: var code } => code is 18 or 19 or 20 or 25,
            DbException { SqlState: var state } => state is ['2', '2' or '3', ..] or ['5', '4', ..],
            OperationCanceledException or OutOfMemoryException => false,
            _ => true,
        };
    }

    /// <summary>The database's code for what it refused; null when it did not speak.</summary>
    public static string? Code(Exception exception) => exception switch
    {
        SqliteException sqlite => $"{sqlite.SqliteErrorCode}",
        DbException { SqlState: { } state } => state,
        _ => null,
    };
}
