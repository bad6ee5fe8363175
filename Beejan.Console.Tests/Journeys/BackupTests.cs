using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>A copy made while the console takes complaints, put back and proved.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("beejan-backup-");

    [Fact]
    public async Task A_backup_made_under_load_comes_back_whole_and_a_running_console_is_not_overwritten()
    {
        var (data, copy) = (_home.CreateSubdirectory("data").FullName, Path.Combine(_home.FullName, "copy"));
        var calls = Path.Combine(_home.FullName, "calls.csv");
        await File.WriteAllTextAsync(calls, "call_id,caller_msisdn,call_start,state,notes\r\n" + string.Concat(Enumerable.Range(0, 500).Select(i =>
            string.Create(CultureInfo.InvariantCulture, $"BK{i:000},0803{1000000 + i},01/11/2026 08:00:00,Lagos,\"No network, call {i}\"\r\n"))), Encoding.UTF8);
        await ConsoleProcess.AnswerAsync(data, "ingest", "call-center", calls);
        var acknowledged = new ConcurrentDictionary<string, bool>();
        List<string> before;
        long copied;
        var port = FreePort.Next();
        using (var console = await ConsoleProcess.ServeAsync(data, port))
        {
            using var stop = new CancellationTokenSource();
            var client = Poster.PostAsync(port, "b", acknowledged, stop.Token);
            while (acknowledged.Count < 20)
            {
                Assert.False(console.HasExited);
                await Task.Delay(20);
            }
            before = [.. acknowledged.Keys];
            copied = (await ConsoleProcess.AnswerAsync(data, "backup", copy)).GetProperty("records").GetInt64();
            await stop.CancelAsync();
            await client;

            var (exit, _, errors) = await ConsoleProcess.RunAsync(data, "restore", copy);
            Assert.Equal(3, exit);
            Assert.Contains("stop it", errors, StringComparison.Ordinal);
            console.Kill();
        }
        await ConsoleProcess.AnswerAsync(data, "process");
        Assert.True(Database.Count(data, "SELECT COUNT(*) FROM ledger") >= copied);

        var restored = await ConsoleProcess.AnswerAsync(data, "restore", copy);

        Assert.True(restored.GetProperty("ok").GetBoolean(), restored.ToString());
        Assert.Equal(copied, Database.Count(data, "SELECT COUNT(*) FROM ledger"));
        Assert.Empty(before.Except(Database.Read(data, "SELECT key FROM ledger").Select(k => k.ToString()!)));
        Assert.True(Directory.Exists(restored.GetProperty("before").GetString()));
        Assert.Equal(500, (await ConsoleProcess.AnswerAsync(data, "ingest", "call-center", calls)).GetProperty("duplicates").GetInt64());
        var verified = await ConsoleProcess.AnswerAsync(data, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_what_was_there_is_there_again()
    {
        var (data, copy) = (_home.CreateSubdirectory("data").FullName, Path.Combine(_home.FullName, "copy"));
        var forms = Path.Combine(_home.FullName, "forms.ndjson");
        await File.WriteAllTextAsync(forms, """{"submissionId":"one","phone":"08031234567","text":"No network in Ikeja"}""" + "\n");
        await ConsoleProcess.AnswerAsync(data, "ingest", "web-form", forms);
        await ConsoleProcess.AnswerAsync(data, "backup", copy);
        var segment = Directory.EnumerateFiles(Path.Combine(copy, "raw"), "*.ndjson", SearchOption.AllDirectories).Single(f => f.Contains("source=", StringComparison.Ordinal));
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var (exit, output, _) = await ConsoleProcess.RunAsync(data, "restore", copy, "--json");

        Assert.Equal(3, exit);
        Assert.Contains("\"ok\":false", output, StringComparison.Ordinal);
        var verified = await ConsoleProcess.AnswerAsync(data, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
        Assert.Equal(1, Database.Count(data, "SELECT COUNT(*) FROM complaints"));
        Assert.Equal(2, (await ConsoleProcess.RunAsync(data, "restore", _home.FullName)).ExitCode);
        Assert.Equal(2, (await ConsoleProcess.RunAsync(data, "backup", copy)).ExitCode);
    }

    public void Dispose() => _home.Delete(recursive: true);
}
