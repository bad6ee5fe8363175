using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Beejan.Tests.Journeys;

/// <summary>Looks into a data directory's database from outside, beside the program or after its death.</summary>
internal static class Database
{
    public static long Count(string data, string sql) => Convert.ToInt64(Read(data, sql)[0], CultureInfo.InvariantCulture);

    /// <summary>The first column of each row.</summary>
    public static List<object> Read(string data, string sql)
    {
        Beejan.Storage.SqliteShim.Prefer();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "beejan.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var values = new List<object>();
        while (rows.Read())
        {
            values.Add(rows.GetValue(0));
        }
        return values;
    }
}
