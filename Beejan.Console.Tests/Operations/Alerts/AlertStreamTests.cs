using System.Globalization;
using System.Net;
using System.Text.Json;
using Beejan.Contracts;
using Beejan.Operations.Alerts;
using Beejan.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Beejan.Tests.Operations.Alerts;

/// <summary>The stream of alerts as a program hears it over HTTP, on both databases.</summary>
public abstract class AlertStreamTests : IDisposable
{
    private const string Path = "/api/v1/alerts/stream";

    private readonly ConsoleHost _host;
    private readonly Script _said = new();

    protected AlertStreamTests(bool postgres)
    {
        _host = ConsoleHost.On(postgres, services => services.AddSingleton<IAlarms>(_said));
        _host.Settings["Beejan:Alerts:CalmMinutes"] = "0";
        _host.Settings["Beejan:Alerts:HeartbeatSeconds"] = "1";
    }

    public void Dispose()
    {
        _host.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_listener_that_loses_the_line_again_and_again_hears_every_event_once_and_in_order()
    {
        using var client = _host.Api();
        var desk = _host.Services.GetRequiredService<AlertDesk>();
        var happening = Task.Run(async () =>
        {
            // Two at a time change alerts, as two instances would: rounds that raise and end them, and people who take them.
            for (var round = 0; round < 20; round++)
            {
                _said.Says(Enumerable.Range(0, 5).Where(n => (round + n) % 3 != 0).Select(n => Alarm($"script/{n}")));
                await Task.WhenAll([desk.RoundAsync(default), .. (await desk.OpenAsync(default)).Select(a => desk.TakeAsync(a.Id, "ada", default))]);
            }
            _said.Says([]);
            await desk.RoundAsync(default);
        });
        var (heard, last) = (new List<Event>(), 0L);
        while (!happening.IsCompleted || last < await _host.Services.GetRequiredService<AlertJournal>().LastAsync(default))
        {
            using var line = await ListenAsync(client, last);
            for (var n = 0; n < 3; n++)
            {
                if (await line.NextAsync(stopAtHeartbeat: true) is not { } one)
                {
                    break;
                }
                heard.Add(one);
                last = one.Id;
            }
        }
        await happening;
        var written = await _host.Services.GetRequiredService<IDatabase>().ReadAsync((db, ct) => db.Set<AlertEventRow>().OrderBy(e => e.Id).Select(e => new { e.Id, e.Kind }).ToListAsync(ct), default);
        Assert.True(written.Count > 60, $"only {written.Count} events");
        Assert.Equal(written.Select(e => (e.Id, e.Kind)), heard.Select(e => (e.Id, e.Kind)));
    }

    [Fact]
    public async Task A_new_listener_hears_what_goes_on_and_then_what_happens()
    {
        using var client = _host.Api();
        var desk = _host.Services.GetRequiredService<AlertDesk>();
        _said.Says([Alarm("script/over")]);
        await desk.RoundAsync(default);
        _said.Says([Alarm("script/on") with { State = HealthStates.Degraded }]);
        await desk.RoundAsync(default);
        using var line = await ListenAsync(client, null);
        var first = await line.NextAsync();
        Assert.Equal(("raised", "script/on", "open"), (first!.Kind, first.Alert.GetProperty("key").GetString(), first.Alert.GetProperty("state").GetString()));

        Assert.True(await desk.TakeAsync(first.Alert.GetProperty("id").GetInt64(), "ada", default));
        var taken = await line.NextAsync();
        Assert.Equal(("taken", "ada"), (taken!.Kind, taken.Alert.GetProperty("takenBy").GetString()));
        _said.Says([Alarm("script/on")]);
        await desk.RoundAsync(default);
        var worse = await line.NextAsync();
        Assert.Equal(("worse", "down"), (worse!.Kind, worse.Alert.GetProperty("severity").GetString()));
        _said.Says([]);
        await desk.RoundAsync(default);
        var over = await line.NextAsync();
        Assert.Equal(("over", "resolved"), (over!.Kind, over.Alert.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Whoever_connects_while_all_is_well_has_a_place_to_come_back_to()
    {
        using var client = _host.Api();
        var desk = _host.Services.GetRequiredService<AlertDesk>();
        foreach (var said in (Alarm[][])[[Alarm("script/a")], []])
        {
            _said.Says(said);
            await desk.RoundAsync(default);
        }
        long place;
        using (var line = await ListenAsync(client, null))
        {
            // Nothing goes on: only heartbeats come.
            Assert.Null(await line.NextAsync(stopAtHeartbeat: true));
            place = line.Place;
        }
        foreach (var said in (Alarm[][])[[Alarm("script/b")], []])
        {
            _said.Says(said);
            await desk.RoundAsync(default);
        }
        using var again = await ListenAsync(client, place);
        Assert.Equal(("raised", "over"), ((await again.NextAsync())!.Kind, (await again.NextAsync())!.Kind));
    }

    [Fact]
    public async Task A_place_that_this_console_never_gave_is_refused_or_begins_anew()
    {
        using var client = _host.Api();
        using var refused = await client.SendAsync(Ask("yesterday"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal("alert.last-event", JsonElement.Parse(await refused.Content.ReadAsStringAsync()).GetProperty("code").GetString());
        _said.Says([Alarm("script/a")]);
        await _host.Services.GetRequiredService<AlertDesk>().RoundAsync(default);
        using var line = await ListenAsync(client, 999_999);
        Assert.Equal("raised", (await line.NextAsync())!.Kind);
    }

    private static Alarm Alarm(string key) => new(key, key, "said by the test", HealthStates.Down, "/pipeline", Sure: true);

    private static HttpRequestMessage Ask(string? place)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path);
        if (place is not null)
        {
            request.Headers.Add("Last-Event-ID", place);
        }
        return request;
    }

    private static async Task<Line> ListenAsync(HttpClient client, long? place)
    {
        var answer = await client.SendAsync(Ask(place?.ToString(CultureInfo.InvariantCulture)), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        return new Line(answer, new StreamReader(await answer.Content.ReadAsStreamAsync()));
    }

    private sealed record Event(long Id, string Kind, JsonElement Alert);

    /// <summary>One connection, read as a browser does.</summary>
    private sealed class Line(HttpResponseMessage answer, StreamReader reader) : IDisposable
    {
        /// <summary>The last identifier that was sent, with or without an event.</summary>
        public long Place { get; private set; }

        /// <summary>The next event; null when the line ends, or at a heartbeat when that is asked for.</summary>
        public async Task<Event?> NextAsync(bool stopAtHeartbeat = false)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            var (kind, data) = ("message", "");
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                var (name, value) = line.Split(": ", 2) is [var n, var v] ? (n, v) : (line, "");
                switch (name)
                {
                    case "id": Place = long.Parse(value, CultureInfo.InvariantCulture); break;
                    case "event": kind = value; break;
                    case "data": data = value; break;
                    case "" when line.Length == 0 && data.Length > 0: return new Event(Place, kind, JsonElement.Parse(data));
                    case "" when line.Length > 0 && stopAtHeartbeat: return null;
                }
            }
            return null;
        }

        public void Dispose()
        {
            reader.Dispose();
            answer.Dispose();
        }
    }

    private sealed class Script : IAlarms
    {
        private volatile IReadOnlyList<Alarm> _now = [];

        public string Prefix => "script/";

        public string? Probe => null;

        public void Says(IEnumerable<Alarm> alarms) => _now = [.. alarms];

        public Task<IReadOnlyList<Alarm>> LookAsync(CancellationToken ct) => Task.FromResult(_now);
    }
}

public sealed class AlertStreamOnSqliteTests() : AlertStreamTests(postgres: false);

public sealed class AlertStreamOnPostgresTests() : AlertStreamTests(postgres: true);
