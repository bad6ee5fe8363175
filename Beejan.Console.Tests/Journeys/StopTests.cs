using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Beejan.RawZone.Replays;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>SIGTERM in the middle of the work, to the real program: it ends in good order, says so, and the work goes on where it stood.</summary>
public sealed class StopTests : IDisposable
{
    private const int Stopped = 3;
    private readonly string _data = Directory.CreateTempSubdirectory("beejan-stop-").FullName;

    [Fact]
    public async Task A_console_that_is_stopped_under_load_answers_or_refuses_and_loses_nothing()
    {
        var port = FreePort.Next();
        var acknowledged = new ConcurrentDictionary<string, bool>();
        using var console = await ConsoleProcess.ServeAsync(_data, port);
        using var stop = new CancellationTokenSource();
        // Never ends by itself: the console must not wait for it until the host gives up on all that is left to stop.
        var dribble = DribbleAsync(port);
        var clients = Enumerable.Range(0, 8).Select(c => Poster.PostAsync(port, $"stop-{c}", acknowledged, stop.Token)).ToArray();
        await Until.TrueAsync(() => Task.FromResult(acknowledged.Count >= 100));

        console.Terminate();
        var (exit, output, errors) = await console.EndAsync();

        await Task.WhenAll([.. clients, dribble]);
        Assert.True(exit == 0, output + errors);
        Assert.DoesNotContain("   at ", output + errors, StringComparison.Ordinal);
        var landed = Database.Read(_data, "SELECT key FROM ledger").Select(k => k.ToString()!).ToList();
        Assert.Empty(acknowledged.Keys.Except(landed));
        Assert.Equal(landed.Count, landed.Distinct().Count());
        // Stopped in order: nothing is left to heal.
        Assert.Equal(0, Database.Count(_data, "SELECT COUNT(*) FROM segments WHERE sealed_at IS NULL"));
        await VerifyAsync();
    }

    [Fact]
    public async Task An_ingest_and_a_process_that_are_stopped_go_on_where_they_stood()
    {
        const int rows = 16_000;
        var file = await CallsAsync(rows);

        await StopAsync(() => Length("raw") > 500_000, "ingest", "call-center", file, "--no-process");
        var landed = Database.Count(_data, "SELECT COUNT(*) FROM ledger");
        var again = await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", file, "--no-process");
        Assert.Equal((rows, landed), (again.GetProperty("received").GetInt64(), again.GetProperty("duplicates").GetInt64()));

        await StopAsync(() => Database.Count(_data, "SELECT COUNT(*) FROM complaints") > 0, "process");
        Assert.Equal(0, (await ConsoleProcess.AnswerAsync(_data, "process")).GetProperty("inFlight").GetInt64());
        Assert.Equal(rows, Database.Count(_data, "SELECT COUNT(*) FROM ledger"));
        Assert.Equal(rows, Database.Count(_data, "SELECT COUNT(*) FROM complaints"));
        await VerifyAsync();
    }

    [Fact]
    public async Task An_export_and_a_replay_that_are_stopped_leave_nothing_half_done()
    {
        const int rows = 12_000;
        await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", await CallsAsync(rows));
        var folder = Directory.CreateDirectory(Path.Combine(_data, "out"));
        var path = Path.Combine(folder.FullName, "complaints.csv");

        await StopAsync(() => folder.EnumerateFiles("*.part").Any(f => f.Length > 0), "export", "complaints", "--format", "csv", "--out", path);
        Assert.Empty(folder.EnumerateFiles());
        Assert.Equal(rows, (await ConsoleProcess.AnswerAsync(_data, "export", "complaints", "--format", "csv", "--out", path)).GetProperty("rows").GetInt64());

        await StopAsync(() => Database.Count(_data, $"SELECT COUNT(*) FROM replays WHERE state = '{ReplayStates.Running}'") > 0, "replay");
        Assert.Equal([ReplayStates.Waiting], Database.Read(_data, "SELECT state FROM replays"));
        Assert.Equal(rows, Database.Count(_data, "SELECT COUNT(*) FROM complaints"));
        await VerifyAsync();
    }

    [Fact]
    public async Task A_sandbox_that_is_stopped_can_be_filled_again()
    {
        await StopAsync(() => Length("raw") > 500_000, "sandbox", "--days", "60", "--per-day", "1000");
        await VerifyAsync();

        var again = await ConsoleProcess.AnswerAsync(_data, "sandbox", "--days", "2", "--per-day", "100");

        Assert.Equal(0, again.GetProperty("inFlight").GetInt64());
        await VerifyAsync();
    }

    [Fact]
    public async Task A_verb_leaves_nothing_open_when_it_ends_and_usage_asks_no_database()
    {
        var (told, usage, _) = await ConsoleProcess.RunAsync(_data, "--help");
        Assert.Equal(0, told);
        Assert.Contains("ingest", usage, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data, "beejan.db")));

        var (exit, output, errors) = await ConsoleProcess.RunAsync(_data, "ingest", "call-center", await CallsAsync(20));

        Assert.True(exit == 0, output + errors);
        Assert.DoesNotContain("could not be closed", output + errors, StringComparison.Ordinal);
        Assert.Equal(0, Database.Count(_data, "SELECT COUNT(*) FROM segments WHERE sealed_at IS NULL"));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    /// <summary>Starts a verb, stops it once it is at work, and expects it to say so in one line.</summary>
    private async Task StopAsync(Func<bool> atWork, params string[] arguments)
    {
        using var verb = ConsoleProcess.Start(_data, arguments);
        await Until.TrueAsync(() => Task.FromResult(verb.HasExited || (File.Exists(Path.Combine(_data, "beejan.db")) && IsTrue(atWork))));
        verb.Terminate();
        var (exit, output, errors) = await verb.EndAsync();
        Assert.True(exit == Stopped, $"{arguments[0]} ended with {exit}: {output} {errors}");
        Assert.Contains($"{arguments[0]}: stopped; ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Empty(output);
    }

    /// <summary>Tables and folders come to be while the verb starts.</summary>
    private static bool IsTrue(Func<bool> condition)
    {
        try
        {
            return condition();
        }
        catch (Exception e) when (e is Microsoft.Data.Sqlite.SqliteException or IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a body a byte at a time, far shorter than it announces, until the other side hangs up.</summary>
    private static async Task DribbleAsync(int port)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", port);
        await using var stream = socket.GetStream();
        try
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/intake/web-form HTTP/1.1\r\nHost: here\r\nAuthorization: Bearer {ConsoleProcess.ApiKey}\r\n"
                + "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"));
            while (true)
            {
                await stream.WriteAsync(" "u8.ToArray());
                await Task.Delay(50);
            }
        }
        catch (IOException)
        {
            // Cut.
        }
    }

    private long Length(string folder) => new DirectoryInfo(Path.Combine(_data, folder)).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private async Task<string> CallsAsync(int rows)
    {
        var text = new StringBuilder("call_id,caller_msisdn,call_start,state,notes\r\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"ST{i:000000},0803{1000000 + i},01/11/2026 {i % 24:00}:{i % 60:00}:00,Lagos,\"No network in my street since morning, call {i}\"\r\n");
        }
        var file = Path.Combine(_data, "calls.csv");
        await File.WriteAllTextAsync(file, text.ToString());
        return file;
    }

    private async Task VerifyAsync()
    {
        var verified = await ConsoleProcess.AnswerAsync(_data, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }
}
