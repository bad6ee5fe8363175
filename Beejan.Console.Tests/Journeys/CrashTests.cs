using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>Really kills the process (SIGKILL), at random moments, and looks whether a record was lost or doubled.</summary>
public sealed class CrashTests : IDisposable
{
    /// <summary>20 by default; <c>BEEJAN_TEST_KILLS</c> for a long run by hand.</summary>
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("BEEJAN_TEST_KILLS") ?? "20", CultureInfo.InvariantCulture);

    private readonly string _data = Directory.CreateTempSubdirectory("beejan-crash-").FullName;

    [Fact]
    public async Task Killed_at_random_moments_of_an_ingest_it_loses_and_doubles_nothing()
    {
        const int each = 2_000;
        var folder = Directory.CreateDirectory(Path.Combine(_data, "calls")).FullName;
        var random = new Random(7);
        var killed = 0;
        for (var round = 0; round <= Kills; round++)
        {
            var file = Path.Combine(folder, $"calls-{round}.csv");
            await File.WriteAllTextAsync(file, Calls(round, each));
            if (round == 0)
            {
                // Uninterrupted: the database is made, and one file of complaints is there.
                await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", file);
                continue;
            }
            // The moment is told by what the ingest has done, not by the clock: of a slow machine as of a fast one it is met at work.
            Func<long> done = round % 2 == 0 ? LakeBytes : NewestComplaint;
            var (before, part) = (done(), round % 2 == 0 ? new FileInfo(file).Length / 2 : each);
            var target = before + 1 + (long)(part * 0.8 * random.NextDouble());
            using var ingest = ConsoleProcess.Start(_data, "ingest", "call-center", file, "--json");
            while (!ingest.HasExited && done() < target)
            {
                await Task.Delay(2);
            }
            killed += ingest.HasExited ? 0 : 1;
            ingest.Kill();
        }
        var total = each * (Kills + 1);

        var last = await ConsoleProcess.AnswerAsync(_data, "ingest", "call-center", folder);

        Assert.True(killed > Kills / 4, $"only {killed} of {Kills} kills met a running ingest");
        Assert.Equal(total, last.GetProperty("received").GetInt64());
        Assert.Equal(0, last.GetProperty("inFlight").GetInt64());
        Assert.Equal(total, Count("SELECT COUNT(*) FROM ledger"));
        Assert.Equal(total, Count("SELECT COUNT(DISTINCT key) FROM ledger"));
        Assert.Equal(total, Count("SELECT COUNT(*) FROM complaints"));
        Assert.Equal(total, Count("SELECT SUM(count) FROM rollups WHERE dimension = 3"));
        await VerifyAsync();
    }

    [Fact]
    public async Task What_the_API_acknowledged_is_there_after_each_kill()
    {
        var port = FreePort.Next();
        var acknowledged = new ConcurrentDictionary<string, bool>();
        var random = new Random(11);
        for (var round = 0; round < Math.Max(4, Kills / 5); round++)
        {
            using var console = await ConsoleProcess.ServeAsync(_data, port);
            using var stop = new CancellationTokenSource();
            var clients = Enumerable.Range(0, 8).Select(c => Poster.PostAsync(port, $"r{round}c{c}", acknowledged, stop.Token)).ToArray();
            // By what was acknowledged, not by the clock: a slow machine has acknowledged nothing yet.
            var enough = acknowledged.Count + random.Next(20, 200);
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count >= enough));
            console.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(clients);
            // Before the next start can heal anything: what was acknowledged had been committed.
            Assert.Empty(acknowledged.Keys.Except(Keys("SELECT key FROM ledger")));
        }

        var answer = await ConsoleProcess.AnswerAsync(_data, "process");

        Assert.True(acknowledged.Count > 50, $"only {acknowledged.Count} posts were acknowledged");
        Assert.Equal(0, answer.GetProperty("inFlight").GetInt64());
        var landed = Keys("SELECT key FROM ledger");
        Assert.Empty(acknowledged.Keys.Except(landed));
        Assert.Equal(landed.Count, landed.Distinct().Count());
        Assert.Equal(landed.Count, Count("SELECT COUNT(*) FROM complaints"));
        await VerifyAsync();
    }

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private static string Calls(int file, int rows)
    {
        var text = new StringBuilder("call_id,caller_msisdn,call_start,state,notes\r\n");
        for (var i = 0; i < rows; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"CK{file:00}{i:000000},0803{1000000 + (file * rows) + i},01/11/2026 {i % 24:00}:{i % 60:00}:00,Lagos,\"No network in my street since morning, call {i}\"\r\n");
        }
        return text.ToString();
    }

    private async Task VerifyAsync()
    {
        var verified = await ConsoleProcess.AnswerAsync(_data, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    private long LakeBytes() => new DirectoryInfo(Path.Combine(_data, "raw")).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length);

    private long NewestComplaint() => Count("SELECT COALESCE(MAX(id), 0) FROM complaints");

    private long Count(string sql) => Database.Count(_data, sql);

    private List<string> Keys(string sql) => [.. Database.Read(_data, sql).Select(v => v.ToString()!)];
}
