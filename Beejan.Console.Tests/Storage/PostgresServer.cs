using System.Diagnostics;
using Npgsql;

namespace Beejan.Tests.Storage;

/// <summary>
/// A real PostgreSQL for this test run: a throw-away cluster in a temporary folder on a free port, started when first asked for and
/// stopped with the process. <c>BEEJAN_TEST_POSTGRES</c> names a server to use instead.
/// </summary>
internal static class PostgresServer
{
    private static readonly Lazy<string> Server = new(Start);

    /// <summary>A connection string to a fresh, empty database.</summary>
    public static string NewDatabase()
    {
        var name = "beejan_" + Guid.NewGuid().ToString("n");
        using var connection = new NpgsqlConnection(Server.Value);
        connection.Open();
        using var create = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        create.ExecuteNonQuery();
        return new NpgsqlConnectionStringBuilder(Server.Value) { Database = name, Pooling = true, MaxPoolSize = 20, ConnectionIdleLifetime = 10, ConnectionPruningInterval = 5 }.ToString();
    }

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("BEEJAN_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }
        var tools = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL is not installed: run build/test.sh, which installs it");
        var folder = Directory.CreateTempSubdirectory("beejan-postgres-").FullName;
        var port = FreePort.Next();
        var asRoot = Environment.UserName == "root";
        if (asRoot)
        {
            Run("chown", "postgres", folder);
        }
        Run(asRoot, $"{tools}/bin/initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", $"{folder}/d");
        Run(asRoot, $"{tools}/bin/pg_ctl", "-D", $"{folder}/d", "-o", $"-p {port} -k {folder} -c fsync=off -c max_connections=400 -c listen_addresses=127.0.0.1", "-l", $"{folder}/log", "-w", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Run(asRoot, $"{tools}/bin/pg_ctl", "-D", $"{folder}/d", "-m", "immediate", "stop");
            Directory.Delete(folder, recursive: true);
        };
        return $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres";
    }

    private static void Run(bool asPostgres, string file, params string[] arguments)
    {
        if (asPostgres)
        {
            // PostgreSQL refuses to run as root.
            Run("runuser", ["-u", "postgres", "--", file, .. arguments]);
        }
        else
        {
            Run(file, arguments);
        }
    }

    private static void Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = false, WorkingDirectory = "/" })!;
        // pg_ctl's server keeps the pipe open: wait for the process, not for the end of its output.
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}
