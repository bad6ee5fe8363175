using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Beejan.Operations.Backup;

/// <summary>PostgreSQL's own client programs against our database. The password goes by environment: arguments are seen by everybody on the machine.</summary>
internal sealed class PostgresTools(string connectionString)
{
    /// <summary>Runs one to its end.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or failed; the message says what it said.</exception>
    public async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var process = Start(program, arguments);
        await EndAsync(process, program, process.StandardError.ReadToEndAsync(CancellationToken.None), ct);
    }

    /// <summary>Writes a few words and then all that one says (if any) into another, and waits for both. When the first fails, the other is ended at once.</summary>
    public async Task PipeAsync(string words, (string Program, string[] Arguments)? from, string to, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var reader = Start(to, arguments, takes: true);
        var errors = reader.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await FeedAsync(reader.StandardInput, words, from, ct);
        }
        catch (IOException)
        {
            // It ended before it had heard all: why is in its own words.
        }
        catch
        {
            reader.Kill(entireProcessTree: true);
            throw;
        }
        await EndAsync(reader, to, errors, ct);
    }

    private async Task FeedAsync(StreamWriter input, string words, (string Program, string[] Arguments)? from, CancellationToken ct)
    {
        await input.WriteLineAsync(words.AsMemory(), ct);
        await input.FlushAsync(ct);
        if (from is { } source)
        {
            using var writer = Start(source.Program, source.Arguments, gives: true);
            var said = writer.StandardError.ReadToEndAsync(CancellationToken.None);
            try
            {
                await writer.StandardOutput.BaseStream.CopyToAsync(input.BaseStream, ct);
            }
            catch
            {
                writer.Kill(entireProcessTree: true);
                throw;
            }
            await EndAsync(writer, source.Program, said, ct);
        }
        input.Close();
    }

    private static async Task EndAsync(Process process, string program, Task<string> errors, CancellationToken ct)
    {
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        var said = await errors;
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{program} ended with {process.ExitCode}: {said.Trim()}"));
        }
    }

    private Process Start(string program, IReadOnlyList<string> arguments, bool takes = false, bool gives = false)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardInput = takes, RedirectStandardOutput = gives };
        foreach (var (name, value) in Settings())
        {
            start.Environment[name] = value;
        }
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException($"the database is PostgreSQL and {program} is not on the PATH: install PostgreSQL's client programs of the server's version (Debian: postgresql-client)");
        }
    }

    private IEnumerable<(string Name, string Value)> Settings()
    {
        var said = new NpgsqlConnectionStringBuilder(connectionString);
        (string Name, string? Value)[] all =
        [
            ("PGHOST", said.Host), ("PGPORT", said.Port.ToString(CultureInfo.InvariantCulture)), ("PGUSER", said.Username), ("PGDATABASE", said.Database ?? said.Username),
            ("PGPASSWORD", said.Password), ("PGPASSFILE", said.Passfile), ("PGSSLROOTCERT", said.RootCertificate),
            ("PGSSLMODE", said.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }),
        ];
        return all.Where(s => s.Value is { Length: > 0 }).Select(s => (s.Name, s.Value!));
    }
}
