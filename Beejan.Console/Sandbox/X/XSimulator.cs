using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Beejan.Sandbox.X;

/// <summary>
/// X API v2 on the loopback, as far as we use it: filtered stream, recent search, rules. It misbehaves on purpose: refuses, limits, cuts
/// lines, stalls, announces its end, loses posts, repeats some and mixes their order. The sandbox's posts come to us through it, so that what
/// is seen there is what the connector does with the real platform.
/// </summary>
internal sealed class XSimulator : IAsyncDisposable
{
    public const string Token = "loopback-token";

    /// <summary>A search finds a post this long after it was sent.</summary>
    private static readonly TimeSpan IndexLag = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan HeartBeat = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock;
    private readonly TimeSpan _poll;
    private readonly WebApplication _app;
    private int _searches;
    private int _searchFaults;
    private string? _rule;
    private long _pageLimit;

    /// <param name="clock">Decides which posts have been sent by now.</param>
    /// <param name="plan">What it does wrong.</param>
    /// <param name="poll">How often the stream looks for new posts.</param>
    /// <param name="pageSize">Posts on a page of search; X has 100.</param>
    public XSimulator(TimeProvider clock, MischiefPlan plan, TimeSpan poll, int pageSize = 100)
    {
        (_clock, _poll, PageSize, Mischief) = (clock, poll, pageSize, new Mischief(plan, clock));
        _searchFaults = plan.Every == TimeSpan.Zero ? int.MaxValue : 0;
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

    /// <summary>Where it listens; once started.</summary>
    public string Address => _app.Urls.Single();

    public Posts Posts { get; } = new();

    public Mischief Mischief { get; }

    /// <summary>The rule the client set.</summary>
    public string? Rule => _rule;

    /// <summary>Anything the client did that X would not serve.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    private int PageSize { get; }

    private long Now => Snowflake(_clock.GetUtcNow());

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }

    private static async Task Guarded(HttpContext http, Func<Task> answer)
    {
        if (http.Request.Headers.Authorization != $"Bearer {Token}")
        {
            http.Response.StatusCode = 401;
            return;
        }
        try
        {
            await answer();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client hung up.
        }
    }

    private async Task StreamAsync(HttpContext http)
    {
        if (Mischief.Due is Mischief.Error or Mischief.Limit && Mischief.Due is { } kind)
        {
            Mischief.Done(kind);
            Refuse(http, kind);
            return;
        }
        var (ct, reached, beat) = (http.RequestAborted, Now, _clock.GetUtcNow());
        await http.Response.Body.FlushAsync(ct);
        while (!ct.IsCancellationRequested)
        {
            var ready = Posts.Between(reached, Now);
            reached = ready.Count == 0 ? reached : ready[^1].Id;
            foreach (var post in Mischief.Mix(ready))
            {
                var line = Encoding.UTF8.GetBytes($$$"""{"data":{{{post.Data}}},"includes":{"users":[{{{post.Users}}}]},"matching_rules":[{"id":"1"}]}""" + "\r\n");
                Mischief.Sent();
                if (Mischief.IsRipe(Mischief.Cut))
                {
                    Mischief.Done(Mischief.Cut);
                    await http.Response.Body.WriteAsync(line.AsMemory(0, line.Length / 2), ct);
                    await http.Response.Body.FlushAsync(ct);
                    http.Abort();
                    return;
                }
                // In two pieces, as the network may.
                await http.Response.Body.WriteAsync(line.AsMemory(0, 7), ct);
                await http.Response.Body.FlushAsync(ct);
                await http.Response.Body.WriteAsync(line.AsMemory(7), ct);
            }
            if (Mischief.IsRipe(Mischief.Announce))
            {
                Mischief.Done(Mischief.Announce);
                await http.Response.WriteAsync("""{"errors":[{"title":"operational-disconnect","disconnect_type":"UpstreamOperationalDisconnect"}]}""" + "\r\n", ct);
                return;
            }
            if (Mischief.IsRipe(Mischief.Stall))
            {
                Mischief.Done(Mischief.Stall);
                await Task.Delay(Timeout.Infinite, ct);
            }
            if (_clock.GetUtcNow() - beat >= HeartBeat || ready.Count > 0)
            {
                beat = _clock.GetUtcNow();
                await http.Response.WriteAsync("\r\n", ct);
            }
            await http.Response.Body.FlushAsync(ct);
            await Task.Delay(_poll, ct);
        }
    }

    private async Task SearchAsync(HttpContext http)
    {
        var number = Interlocked.Increment(ref _searches);
        if ((number % 5 == 0 ? Mischief.Limit : number % 7 == 0 ? Mischief.Error : null) is { } kind && Interlocked.Decrement(ref _searchFaults) >= 0)
        {
            Mischief.Count("search " + kind, 1);
            Refuse(http, kind);
            return;
        }
        var since = long.Parse(http.Request.Query["since_id"].ToString(), CultureInfo.InvariantCulture);
        if (since < Snowflake(_clock.GetUtcNow().AddDays(-7)))
        {
            Faults.Enqueue("since_id is older than seven days");
        }
        var isNext = http.Request.Query.TryGetValue("next_token", out var token);
        var skip = isNext ? int.Parse(token.ToString(), CultureInfo.InvariantCulture) : 0;
        var limit = isNext ? _pageLimit : Snowflake(_clock.GetUtcNow() - IndexLag);
        _pageLimit = limit;
        var hits = Posts.Between(since, limit);
        hits.Reverse();
        var page = hits.Skip(skip).Take(PageSize).ToList();
        // Pages overlap by one post: the next begins with the last of this one.
        var next = skip + PageSize < hits.Count ? $",\"next_token\":\"{skip + PageSize - 1}\"" : "";
        var meta = page.Count == 0 ? """{"result_count":0}""" : $$"""{"newest_id":"{{page[0].Id}}","oldest_id":"{{page[^1].Id}}","result_count":{{page.Count}}{{next}}}""";
        await http.Response.WriteAsync(page.Count == 0 ? $$"""{"meta":{{meta}}}"""
            : $$$"""{"data":[{{{string.Join(',', page.Select(p => p.Data))}}}],"includes":{"users":[{{{string.Join(',', page.Select(p => p.Users).Distinct())}}}]},"meta":{{{meta}}}}""");
    }

    private void Refuse(HttpContext http, string kind)
    {
        http.Response.StatusCode = kind == Mischief.Limit ? 429 : 503;
        if (kind == Mischief.Limit)
        {
            http.Response.Headers["x-rate-limit-reset"] = _clock.GetUtcNow().AddSeconds(40).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The smallest identifier of an instant: milliseconds since X's epoch above 22 bits.</summary>
    private static long Snowflake(DateTimeOffset time) => (time.ToUnixTimeMilliseconds() - 1288834974657) << 22;
}
