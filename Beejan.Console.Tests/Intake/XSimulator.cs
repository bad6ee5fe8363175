using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Beejan.Sandbox.Generator;
using Beejan.Sources.Social;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Beejan.Tests.Intake;

/// <summary>
/// X API v2 on the loopback, as far as we use it, with the posts of the sandbox's own wire: stream, recent search, rules. It keeps the test's clock and
/// misbehaves on purpose: refuses, limits, cuts lines, stalls, announces its end, loses posts, repeats a fifth of them and mixes their order.
/// </summary>
internal sealed class XSimulator : IAsyncDisposable
{
    public const string Token = "loopback-token";

    /// <summary>Posts between two misbehaviours.</summary>
    private const int Between = 9;

    private static readonly string[] Kinds = ["error", "cut", "limit", "stall", "announce"];

    private static readonly TimeSpan IndexLag = TimeSpan.FromSeconds(30);

    private readonly ManualClock _clock;
    private readonly WebApplication _app;
    private readonly Random _dice = new(7);
    private readonly List<(long Id, string Data, string Includes)> _posts = [];
    private readonly ConcurrentDictionary<string, int> _did = new();
    private int _sent;
    private int _searches;
    private string? _rule;

    public XSimulator(ManualClock clock, TimeSpan span, int perDay)
    {
        _clock = clock;
        var seen = new HashSet<long>();
        foreach (var delivery in new SandboxGenerator(3).Deliveries(clock.GetUtcNow(), clock.GetUtcNow() + span, perDay).Where(d => d.Source.Value == "social"))
        {
            foreach (var line in Encoding.UTF8.GetString(delivery.Content).Split('\n'))
            {
                if (Read(line) is { } post && seen.Add(post.Id))
                {
                    _posts.Add(post);
                }
            }
        }
        _posts.Sort((a, b) => a.Id.CompareTo(b.Id));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/2/tweets/search/stream/rules", http => Guarded(http, () => http.Response.WriteAsync(
            _rule is null ? """{"meta":{"sent":"x"}}""" : JsonSerializer.Serialize(new { data = new[] { new { id = "1", value = _rule, tag = "beejan" } } }))));
        _app.MapPost("/2/tweets/search/stream/rules", http => Guarded(http, async () =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body);
            _rule = body.RootElement.GetProperty("add")[0].GetProperty("value").GetString();
            http.Response.StatusCode = 201;
        }));
        _app.MapGet("/2/tweets/search/stream", http => Guarded(http, () => StreamAsync(http)));
        _app.MapGet("/2/tweets/search/recent", http => Guarded(http, () => SearchAsync(http)));
    }

    public string Address => _app.Urls.Single();

    public IReadOnlyList<string> Ids => [.. _posts.Select(p => p.Id.ToString(CultureInfo.InvariantCulture))];

    /// <summary>How often it misbehaved, by kind.</summary>
    public IReadOnlyDictionary<string, int> Did => _did;

    public string? Rule => _rule;

    /// <summary>Anything the client did that X would not serve.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private async Task Guarded(HttpContext http, Func<Task> answer)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.StatusCode = 401;
            return;
        }
        await answer();
    }

    private async Task StreamAsync(HttpContext http)
    {
        if (Due is "error" or "limit" && Due is { } kind)
        {
            Count(kind);
            Refuse(http, kind);
            return;
        }
        var next = _posts.FindIndex(p => p.Id > Snowflake.At(_clock.GetUtcNow()));
        var beat = _clock.GetUtcNow();
        await http.Response.Body.FlushAsync(http.RequestAborted);
        while (!http.RequestAborted.IsCancellationRequested)
        {
            var ready = next < 0 ? [] : _posts.Skip(next).TakeWhile(p => p.Id <= Snowflake.At(_clock.GetUtcNow())).ToList();
            next += ready.Count;
            foreach (var post in Mixed(ready))
            {
                var line = Encoding.UTF8.GetBytes($$$"""{"data":{{{post.Data}}},"includes":{{{post.Includes}}},"matching_rules":[{"id":"1"}]}""" + "\r\n");
                if (++_sent >= Between && Due == "cut")
                {
                    Count("cut");
                    await http.Response.Body.WriteAsync(line.AsMemory(0, line.Length / 2), http.RequestAborted);
                    await http.Response.Body.FlushAsync(http.RequestAborted);
                    http.Abort();
                    return;
                }
                // In two pieces, as the network may.
                await http.Response.Body.WriteAsync(line.AsMemory(0, 7), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                await http.Response.Body.WriteAsync(line.AsMemory(7), http.RequestAborted);
            }
            if (_sent >= Between && Due == "announce")
            {
                Count("announce");
                await http.Response.WriteAsync("""{"errors":[{"title":"operational-disconnect","disconnect_type":"UpstreamOperationalDisconnect"}]}""" + "\r\n", http.RequestAborted);
                return;
            }
            if (_sent >= Between && Due == "stall")
            {
                Count("stall");
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return;
            }
            if (_clock.GetUtcNow() - beat >= TimeSpan.FromSeconds(10) || ready.Count > 0)
            {
                beat = _clock.GetUtcNow();
                await http.Response.WriteAsync("\r\n", http.RequestAborted);
            }
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(2, http.RequestAborted);
        }
    }

    /// <summary>A tenth never comes, a fifth comes twice, all out of order.</summary>
    private List<(long Id, string Data, string Includes)> Mixed(List<(long Id, string Data, string Includes)> ready)
    {
        lock (_dice)
        {
            var mixed = ready.Where(_ => _dice.NextDouble() >= 0.1).SelectMany(p => Enumerable.Repeat(p, _dice.NextDouble() < 0.2 ? 2 : 1)).OrderBy(_ => _dice.Next()).ToList();
            _did.AddOrUpdate("lost", 0, (_, n) => n + ready.Count - mixed.Select(p => p.Id).Distinct().Count());
            _did.AddOrUpdate("twice", 0, (_, n) => n + mixed.Count - mixed.Select(p => p.Id).Distinct().Count());
            return mixed;
        }
    }

    private async Task SearchAsync(HttpContext http)
    {
        var number = Interlocked.Increment(ref _searches);
        if (number % 5 == 0)
        {
            Count("search limit");
            Refuse(http, "limit");
            return;
        }
        if (number % 7 == 0)
        {
            Count("search error");
            Refuse(http, "error");
            return;
        }
        var since = long.Parse(http.Request.Query["since_id"].ToString(), CultureInfo.InvariantCulture);
        if (since < Snowflake.At(_clock.GetUtcNow().AddDays(-7)))
        {
            Faults.Enqueue("since_id is older than seven days");
        }
        const int size = 10;
        var skip = http.Request.Query.TryGetValue("next_token", out var token) ? int.Parse(token.ToString(), CultureInfo.InvariantCulture) : 0;
        var limit = http.Request.Query.TryGetValue("next_token", out _) ? _pageLimit : Snowflake.At(_clock.GetUtcNow() - IndexLag);
        _pageLimit = limit;
        var hits = _posts.Where(p => p.Id > since && p.Id <= limit).Reverse().ToList();
        var page = hits.Skip(skip).Take(size).ToList();
        // Pages overlap by one post: the next begins with the last of this one.
        var next = skip + size < hits.Count ? $",\"next_token\":\"{skip + size - 1}\"" : "";
        var meta = page.Count == 0 ? """{"result_count":0}""" : $$"""{"newest_id":"{{page[0].Id}}","oldest_id":"{{page[^1].Id}}","result_count":{{page.Count}}{{next}}}""";
        var users = string.Join(',', page.Select(p => p.Includes["{\"users\":[".Length..^2]).Distinct());
        await http.Response.WriteAsync(page.Count == 0 ? $$"""{"meta":{{meta}}}"""
            : $$$"""{"data":[{{{string.Join(',', page.Select(p => p.Data))}}}],"includes":{"users":[{{{users}}}]},"meta":{{{meta}}}}""");
    }

    private long _pageLimit;

    private void Refuse(HttpContext http, string kind)
    {
        http.Response.StatusCode = kind == "limit" ? 429 : 503;
        if (kind == "limit")
        {
            http.Response.Headers["x-rate-limit-reset"] = _clock.GetUtcNow().AddSeconds(40).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>What it does next to the stream: each kind once, then it behaves.</summary>
    private string? Due => Kinds.FirstOrDefault(kind => !_did.ContainsKey(kind));

    private void Count(string kind)
    {
        _did.AddOrUpdate(kind, 1, (_, n) => n + 1);
        _sent = 0;
    }

    private static (long Id, string Data, string Includes)? Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var data = document.RootElement.GetProperty("data");
            return data.GetProperty("text").GetString() is { Length: > 0 }
                ? (long.Parse(data.GetProperty("id").GetString()!, CultureInfo.InvariantCulture), data.GetRawText(), document.RootElement.GetProperty("includes").GetRawText())
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
