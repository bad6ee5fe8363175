using Npgsql;

namespace Beejan.Tests.Storage;

/// <summary>
/// A real PostgreSQL for this test run: a <see cref="PostgresCluster"/> started when first asked for and stopped with the process.
/// <c>BEEJAN_TEST_POSTGRES</c> names a server to use instead.
/// </summary>
internal static class PostgresServer
{
    private static readonly Lazy<string> Server = new(Start);

    /// <summary>A connection string to a fresh, empty database.</summary>
    public static string NewDatabase() => NewDatabase(Server.Value);

    /// <summary>The same on a server of the test's own.</summary>
    public static string NewDatabase(string server)
    {
        var name = "beejan_" + Guid.NewGuid().ToString("n");
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        create.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = true, MaxPoolSize = 20, ConnectionIdleLifetime = 10, ConnectionPruningInterval = 5 }.ToString();
    }

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("BEEJAN_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }
        var cluster = new PostgresCluster();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        return cluster.ConnectionString;
    }
}
