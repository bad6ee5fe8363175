using System.Collections.Concurrent;
using System.Net;
using Beejan.Tests.Storage;
using Npgsql;
using Xunit;

namespace Beejan.Tests.Journeys;

/// <summary>The database server is stopped under load and started again: requests are refused meanwhile, it passes by itself, nothing is lost or doubled.</summary>
public sealed class PostgresOutageTests : IDisposable
{
    private readonly PostgresCluster _server = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("beejan-pg-outage-");

    [Fact]
    public async Task A_database_server_that_is_stopped_and_started_under_load_loses_and_doubles_nothing()
    {
        var database = PostgresServer.NewDatabase(_server.ConnectionString);
        (string, string)[] settings = [("Beejan__Storage__Provider", "PostgreSql"), ("Beejan__Storage__ConnectionString", database)];
        var port = FreePort.Next();
        var acknowledged = new ConcurrentDictionary<string, bool>();
        using var console = await ConsoleProcess.ServeAsync(_data.FullName, port, settings);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", ConsoleProcess.ApiKey);
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 4).Select(c => Poster.PostAsync(port, $"pg-{c}", acknowledged, stop.Token)).ToArray();

        for (var round = 0; round < 2; round++)
        {
            var enough = acknowledged.Count + 50;
            await Until.TrueAsync(() => Task.FromResult(acknowledged.Count >= enough));
            _server.Stop();
            using var list = await http.GetAsync(new Uri("/api/v1/complaints", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, list.StatusCode);
            using var form = await http.GetAsync(new Uri("/complain", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, form.StatusCode);
            _server.Start();
        }
        var all = acknowledged.Count + 50;
        await Until.TrueAsync(() => Task.FromResult(acknowledged.Count >= all));
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        console.Terminate();
        var (exit, output, errors) = await console.EndAsync();

        Assert.True(exit == 0, output + errors);
        // An outage is told in words, and not by every part that meets it.
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.EntityFrameworkCore", output, StringComparison.Ordinal);
        await ConsoleProcess.AnswerAsync(_data.FullName, settings, "process");
        var landed = await KeysAsync(database);
        Assert.Empty(acknowledged.Keys.Except(landed));
        Assert.Equal(landed.Count, landed.Distinct().Count());
        var verified = await ConsoleProcess.AnswerAsync(_data.FullName, settings, "verify");
        Assert.True(verified.GetProperty("ok").GetBoolean(), verified.ToString());
    }

    public void Dispose()
    {
        _server.Dispose();
        _data.Delete(recursive: true);
    }

    private static async Task<List<string>> KeysAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=False");
        await connection.OpenAsync();
        await using var select = new NpgsqlCommand("SELECT key FROM ledger", connection);
        await using var rows = await select.ExecuteReaderAsync();
        var keys = new List<string>();
        while (await rows.ReadAsync())
        {
            keys.Add(rows.GetString(0));
        }
        return keys;
    }
}
