using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Beejan.Tests.Storage;
using Npgsql;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>The same promises of backup and restore when the database is PostgreSQL.</summary>
public sealed class PostgresBackupTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("beejan-pg-backup-");
    private readonly string _database = PostgresServer.NewDatabase();

    private string Data => _home.CreateSubdirectory("data").FullName;

    private string Copy => Path.Combine(_home.FullName, "copy");

    private (string Name, string Value)[] Settings => [("Beejan__Storage__Provider", "PostgreSql"), ("Beejan__Storage__ConnectionString", _database)];

    [Fact]
    public async Task A_backup_made_under_load_comes_back_whole_and_nobody_who_uses_the_database_is_overwritten()
    {
        await IngestAsync("one", "two", "three");
        await ExecuteAsync("CREATE TABLE somebody_elses (id int); INSERT INTO somebody_elses VALUES (7)");
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var port = FreePort.Next();
        List<string> before;
        long copied;
        using (var console = await ConsoleProcess.ServeAsync(Data, port, Settings))
        {
            using var stop = new CancellationTokenSource();
            var client = Poster.PostAsync(port, "b", acknowledged, stop.Token);
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count >= 20 || console.HasExited));
            before = [.. acknowledged.Keys];
            copied = (await AnswerAsync("backup", Copy)).GetProperty("records").GetInt64();
            await stop.CancelAsync();
            await client;
            Assert.Contains("stop it", (await RunAsync("restore", Copy)).Errors, StringComparison.Ordinal);
            console.Kill();
        }
        Assert.True(copied >= before.Count + 3, $"{copied} copied of {before.Count + 3}");
        await IngestAsync("later");
        await using (var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ToString()))
        {
            await other.OpenAsync();
            var (exit, _, errors) = await RunAsync("restore", Copy);
            Assert.Equal(3, exit);
            Assert.Contains("1 other sessions use the database", errors, StringComparison.Ordinal);
        }

        await AloneAsync();
        var restored = await AnswerAsync("restore", Copy);

        Assert.True(restored.GetProperty("ok").GetBoolean(), restored.ToString());
        Assert.True(File.Exists(Path.Combine(restored.GetProperty("before").GetString()!, "beejan.dump")));
        Assert.Equal(copied, long.Parse((await ReadAsync("SELECT COUNT(*) FROM ledger")).Single(), System.Globalization.CultureInfo.InvariantCulture));
        var keys = await ReadAsync("SELECT key FROM ledger");
        Assert.Empty(before.Except(keys));
        Assert.DoesNotContain("later", keys);
        Assert.Equal("7", (await ReadAsync("SELECT id FROM somebody_elses")).Single());
        Assert.Equal(3, (await IngestAsync("one", "two", "three")).GetProperty("duplicates").GetInt64());
        var verified = await AnswerAsync("verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    [Theory]
    [InlineData("beejan.dump")]
    [InlineData("raw")]
    public async Task A_damaged_backup_is_refused_and_what_was_there_is_there_again(string damaged)
    {
        await IngestAsync("one");
        await AnswerAsync("backup", Copy);
        await IngestAsync("later");
        var file = damaged == "raw" ? Directory.EnumerateFiles(Path.Combine(Copy, "raw"), "*.ndjson", SearchOption.AllDirectories).Single(f => f.Contains("source=", StringComparison.Ordinal)) : Path.Combine(Copy, damaged);
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(file, damaged == "raw" ? bytes : bytes[..(bytes.Length / 2)]);

        await AloneAsync();
        Assert.Equal(3, (await RunAsync("restore", Copy)).ExitCode);

        Assert.Equal(["later", "one"], (await ReadAsync("SELECT key FROM ledger")).Order(StringComparer.Ordinal));
        var verified = await AnswerAsync("verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    [Fact]
    public async Task Without_the_programs_of_PostgreSQL_and_on_the_other_kind_of_database_the_cure_is_named()
    {
        await IngestAsync("one");
        var dotnet = Path.GetDirectoryName(Environment.ProcessPath)!;
        var (exit, _, errors) = await ConsoleProcess.RunAsync(Data, [.. Settings, ("PATH", dotnet)], "backup", Copy);
        Assert.Equal(3, exit);
        Assert.Contains("pg_dump is not on the PATH", errors, StringComparison.Ordinal);

        await AnswerAsync("backup", Path.Combine(_home.FullName, "whole"));
        (exit, _, errors) = await ConsoleProcess.RunAsync(_home.CreateSubdirectory("sqlite").FullName, "restore", Path.Combine(_home.FullName, "whole"));
        Assert.Equal(2, exit);
        Assert.Contains("Beejan:Storage:Provider", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _home.Delete(recursive: true);

    private async Task<JsonElement> IngestAsync(params string[] keys)
    {
        var forms = Path.Combine(_home.FullName, "forms.ndjson");
        await File.WriteAllTextAsync(forms, string.Concat(keys.Select(k => $$"""{"submissionId":"{{k}}","phone":"08031234567","text":"No network in Ikeja {{k}}"}""" + "\n")), new UTF8Encoding(false));
        return await AnswerAsync("ingest", "web-form", forms);
    }

    private Task<JsonElement> AnswerAsync(params string[] arguments) => ConsoleProcess.AnswerAsync(Data, Settings, arguments);

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => ConsoleProcess.RunAsync(Data, Settings, arguments);

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await rows.ReadAsync())
        {
            values.Add(Convert.ToString(rows.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        }
        return values;
    }

    /// <summary>The server ends the session of a process that was killed a moment after the process.</summary>
    private Task AloneAsync() => Until.TrueAsync(async () =>
        (await ReadAsync("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'")).Count == 0);
}
