using System.Data.Common;
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
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    /// <summary>Sets the values in the order of the names given to <see cref="Prepare"/>; null becomes SQL NULL.</summary>
    public static DbCommand With(this DbCommand command, params ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
        return command;
    }
}
