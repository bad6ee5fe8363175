using System.Diagnostics;

namespace Beejan.Tests.Storage;

/// <summary>A real PostgreSQL of a test's own: a throw-away cluster in a temporary folder on a free port, that can be stopped and started again.</summary>
internal sealed class PostgresCluster : IDisposable
{
    private static readonly bool AsRoot = Environment.UserName == "root";

    private readonly string _tools = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new InvalidOperationException("PostgreSQL is not installed: run build/test.sh, which installs it");
    private readonly string _folder = Directory.CreateTempSubdirectory("beejan-postgres-").FullName;
    private readonly int _port = FreePort.Next();

    public PostgresCluster()
    {
        if (AsRoot)
        {
            Run("chown", "postgres", _folder);
        }
        RunAsPostgres("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-D", $"{_folder}/d");
        Start();
    }

    /// <summary>The server's own database, for making others.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres";

    /// <summary>Returns once it takes connections.</summary>
    public void Start() => RunAsPostgres("pg_ctl", "-D", $"{_folder}/d", "-o", $"-p {_port} -k {_folder} -c fsync=off -c max_connections=400 -c listen_addresses=127.0.0.1", "-l", $"{_folder}/log", "-w", "start");

    /// <summary>As an operator stops it: connections are ended, transactions under way rolled back.</summary>
    public void Stop() => RunAsPostgres("pg_ctl", "-D", $"{_folder}/d", "-m", "fast", "-w", "stop");

    public void Dispose()
    {
        if (File.Exists($"{_folder}/d/postmaster.pid"))
        {
            RunAsPostgres("pg_ctl", "-D", $"{_folder}/d", "-m", "immediate", "stop");
        }
        Directory.Delete(_folder, recursive: true);
    }

    private void RunAsPostgres(string tool, params string[] arguments)
    {
        if (AsRoot)
        {
            // PostgreSQL refuses to run as root.
            Run("runuser", ["-u", "postgres", "--", $"{_tools}/bin/{tool}", .. arguments]);
        }
        else
        {
            Run($"{_tools}/bin/{tool}", arguments);
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
