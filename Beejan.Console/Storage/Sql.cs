using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Beejan.Storage;

/// <summary>Prepared commands for the hot path, inside the context's own transaction. Parameters are named <c>@a</c> on both providers.</summary>
public static class Sql
{
    /// <summary>A command prepared on the context's connection, with a parameter per name. Set <see cref="DbParameter.Value"/> and execute, many times.</summary>
    public static DbCommand Prepare(this BeejanDbContext db, string text, params ReadOnlySpan<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(db);
        var connection = db.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
        {
            connection.Open();
        }
        var command = connection.CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            // With its sign: without it, Microsoft.Data.Sqlite tries three spellings on each run.
            parameter.ParameterName = "@" + name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>The same as a <see cref="Statement"/>, for statements that run for every record.</summary>
    public static Statement PrepareStatement(this BeejanDbContext db, string text, params ReadOnlySpan<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (db.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return new AdoStatement(db.Prepare(text, parameters));
        }
        if (sqlite.State != System.Data.ConnectionState.Open)
        {
            sqlite.Open();
        }
        return new SqliteStatement(sqlite, text, parameters);
    }

    /// <summary>Sets the values in the order of the names given to <see cref="Prepare"/>; null becomes SQL NULL.</summary>
    public static DbCommand With(this DbCommand command, params ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = StorableText.Of(values[i]) ?? DBNull.Value;
        }
        return command;
    }
}
