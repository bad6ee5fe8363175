using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>Has the program die at each named point (Storage/Failpoints.cs), starts it again, and looks whether a record was lost or doubled.</summary>
public sealed class KillPointTests : IDisposable
{
    private const int Each = 2_000;
    private readonly string _data = Directory.CreateTempSubdirectory("beejan-kill-").FullName;

    [Fact]
    public async Task Dying_at_any_point_of_an_ingest_loses_and_doubles_nothing()
    {
        string[] points = ["lake-flushed", "ledger-committed", "curated-written", "curated-committed", "segment-closed", "manifest-written"];
        var folder = Directory.CreateDirectory(Path.Combine(_data, "calls")).FullName;
        for (var i = 0; i < points.Length; i++)
        {
            var file = Path.Combine(folder, $"calls-{i}.csv");
            await File.WriteAllTextAsync(file, Calls(i));
            Assert.True(await DiesAsync(points[i], "ingest", "call-center", file), $"the ingest did not meet {points[i]}");
        }

        var last = await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", folder);

        Assert.Equal(0, last.GetProperty("inFlight").GetInt64());
        await ExpectAsync(points.Length * Each);
    }

    [Fact]
    public async Task Dying_in_a_replay_leaves_it_whole_and_the_next_one_ends_it()
    {
        var file = Path.Combine(_data, "calls.csv");
        await File.WriteAllTextAsync(file, Calls(0));
        await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", file);

        Assert.True(await DiesAsync("replay-written:2", "replay"));
        await ExpectAsync(Each);
        var again = await ConsoleProcess.AnswerAsync(_data, "replay");

        Assert.Equal((Each, Each), (again.GetProperty("records").GetInt32(), again.GetProperty("unchanged").GetInt32()));
        await ExpectAsync(Each);
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_though_the_server_died_at_a_point_and_a_file_is_taken_once()
    {
        string[] points = ["lake-flushed:30", "ledger-committed:30", "curated-written:5", "curated-committed:5", "file-landed", "file-reported"];
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var inbox = Directory.CreateDirectory(Path.Combine(_data, "inbox", "call-center")).FullName;
        var port = FreePort.Next();
        foreach (var point in points)
        {
            var ofFiles = point.StartsWith("file-", StringComparison.Ordinal);
            if (ofFiles && !File.Exists(Path.Combine(inbox, "calls.csv")))
            {
                // Not before: on a slow machine the file would be taken while another point is waited for.
                await File.WriteAllTextAsync(Path.Combine(inbox, "calls.csv"), Calls(0));
            }
            using var console = await ConsoleProcess.ServeAsync(_data, port, ("BEEJAN_FAILPOINT", point));
            using var stop = new CancellationTokenSource();
            var clients = Enumerable.Range(0, 4).Select(c => Poster.PostAsync(port, $"{point}-{c}", acknowledged, stop.Token, most: ofFiles ? 300 : int.MaxValue)).ToArray();
            await UntilAsync(() => console.HasExited, $"the server did not meet {point}");
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            Assert.Empty(acknowledged.Keys.Except(Database.Read(_data, "SELECT key FROM ledger").Select(k => k.ToString()!)));
        }
        using (var console = await ConsoleProcess.ServeAsync(_data, port))
        {
            await UntilAsync(() => !File.Exists(Path.Combine(inbox, "calls.csv")), "the file was not moved");
        }

        await ConsoleProcess.AnswerAsync(_data, "process");

        Assert.NotEmpty(acknowledged);
        Assert.Equal(Each, Database.Count(_data, "SELECT COUNT(*) FROM ledger WHERE source = 'call-center'"));
        await ExpectAsync(Database.Count(_data, "SELECT COUNT(*) FROM ledger"));
        Assert.Empty(acknowledged.Keys.Except(Database.Read(_data, "SELECT source_key FROM complaints").Select(k => k.ToString()!)));
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task<bool> DiesAsync(string point, params string[] arguments)
    {
        using var console = ConsoleProcess.Start(_data, [("BEEJAN_FAILPOINT", point)], arguments);
        return await console.ExitAsync() is not (0 or 1 or 2 or 3);
    }

    private async Task ExpectAsync(long records)
    {
        Assert.Equal(records, Database.Count(_data, "SELECT COUNT(*) FROM ledger"));
        Assert.Equal(records, Database.Count(_data, "SELECT COUNT(DISTINCT source || key) FROM ledger"));
        Assert.Equal(records, Database.Count(_data, "SELECT COUNT(*) FROM complaints"));
        Assert.Equal(records, Database.Count(_data, "SELECT SUM(count) FROM rollups WHERE dimension = 3"));
        var verified = await ConsoleProcess.AnswerAsync(_data, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    /// <summary>Waits for a condition; the limit is for a program that hangs, not for a slow machine.</summary>
    private static async Task UntilAsync(Func<bool> holds, string otherwise)
    {
        for (var looks = 0; !holds(); looks++)
        {
            Assert.True(looks < 6000, otherwise);
            await Task.Delay(50);
        }
    }

    private static string Calls(int file)
    {
        var text = new StringBuilder("call_id,caller_msisdn,call_start,state,notes\r\n");
        for (var i = 0; i < Each; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"KP{file:00}{i:000000},0803{1000000 + (file * Each) + i},01/11/2026 {i % 24:00}:{i % 60:00}:00,Lagos,\"No network in my street since morning, call {file} {i}\"\r\n");
        }
        return text.ToString();
    }
}
