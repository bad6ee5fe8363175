using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Beejan.Contracts;
using Beejan.Intake.Pull;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Sandbox.Generator;
using Beejan.Sandbox.X;
using Beejan.Sources;
using Beejan.Sources.Social;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Beejan.Tests.Intake;

/// <summary>Fetching from X, with a clock that the tests move: nobody waits for twenty seconds of silence.</summary>
public sealed class XConnectorTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Whatever_the_stream_does_every_post_is_there_exactly_once_in_the_end()
    {
        var clock = new ManualClock(Start);
        await using var x = Filled(clock, TimeSpan.FromHours(2), 5000);
        await x.StartAsync();
        var requests = new InFlight();
        await using var house = await OpenAsync(x.Address, clock, requests);
        Assert.True(x.Posts.Ids.Count > 80, "the sandbox made too few posts");

        await RunUntilAsync(house, clock, requests, async () =>
            clock.GetUtcNow() > Start.AddHours(2) && (await house.LedgerAsync()).Select(r => r.Key).Distinct().Count(k => !k.StartsWith("sha-", StringComparison.Ordinal)) >= x.Posts.Ids.Count);

        var ledger = await house.LedgerAsync();
        var posts = ledger.Where(r => !r.Key.StartsWith("sha-", StringComparison.Ordinal)).ToList();
        Assert.Equal(x.Posts.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal), posts.Select(r => r.Key).Distinct().Order(StringComparer.Ordinal));
        Assert.Empty(x.Faults);
        Assert.All(["error", "limit", "cut", "stall", "announce", "lost", "twice", "search limit", "search error"], kind => Assert.True(x.Mischief.Did.GetValueOrDefault(kind) > 0, $"never happened: {kind}"));
        Assert.Equal("@BeejanCare", x.Rule);

        await house.JudgeAsync();
        var complaints = await house.ComplaintsAsync();
        Assert.Equal(complaints.Count, complaints.Select(c => c.SourceKey).Distinct().Count());
        // Each post is one complaint, or is counted on the one it repeats, or is a dead letter for what it says: never two of them, never none.
        var fates = (await house.LedgerAsync()).Where(r => !r.Key.StartsWith("sha-", StringComparison.Ordinal)).GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Select(r => (r.Fate, r.ReasonCode)).Distinct().ToList());
        Assert.All(fates, f => Assert.True(f.Value is [(Fate.Curated, _)] or [(Fate.Dropped, "duplicate.exact" or "duplicate.copy" or "duplicate.retweet")] or [(Fate.Rejected, _)], $"{f.Key}: {string.Join(", ", f.Value)}"));
        Assert.Equal(complaints.Select(c => c.SourceKey).Order(StringComparer.Ordinal), fates.Where(f => f.Value[0].Fate == Fate.Curated).Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Empty(await house.FaultsAsync());
    }

    [Fact]
    public async Task After_a_restart_it_goes_on_from_the_checkpoint_that_was_stored_with_the_posts()
    {
        var clock = new ManualClock(Start);
        await using var x = Filled(clock, TimeSpan.FromHours(1), 4000);
        await x.StartAsync();
        var requests = new InFlight();
        await using var house = await OpenAsync(x.Address, clock, requests, ("Beejan:Sources:Social:Stream", "false"));
        clock.Advance(TimeSpan.FromMinutes(30));
        await RunUntilAsync(house, clock, requests, async () => await house.Get<IRawZone>().CheckpointAsync(new SourceId("social"), default) is not null);
        var half = (await house.LedgerAsync()).Count;
        var reached = await house.Get<IRawZone>().CheckpointAsync(new SourceId("social"), default);
        Assert.InRange(half, 1, x.Posts.Ids.Count - 1);

        // Longer than the connector was up, shorter than the seven days of the search.
        clock.Advance(TimeSpan.FromHours(5));
        requests.Log.Clear();
        await RunUntilAsync(house, clock, requests, async () => (await house.LedgerAsync()).Select(r => r.Key).Distinct().Count() == x.Posts.Ids.Count);

        var since = requests.Log.First(u => u.Contains("since_id=", StringComparison.Ordinal)).Split("since_id=")[1].Split('&')[0];
        Assert.Equal(Snowflake.Before(long.Parse(reached!.Value.Value, CultureInfo.InvariantCulture), TimeSpan.FromMinutes(2)), long.Parse(since, CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_pause_of_more_than_seven_days_asks_for_no_more_than_X_allows_and_says_so()
    {
        var clock = new ManualClock(Start);
        var requests = new InFlight();
        var search = new XSearch(Api(clock, requests, _ => Json("""{"meta":{"result_count":0}}""")), clock);
        var report = new PullReport();
        var covered = await search.RunAsync(Snowflake.At(Start.AddDays(-20)), (_, _) => ValueTask.CompletedTask, report, default);
        Assert.Contains("seven days", report.Status.Trouble, StringComparison.Ordinal);
        var since = long.Parse(requests.Log.Single().Split("since_id=")[1].Split('&')[0], CultureInfo.InvariantCulture);
        Assert.InRange(since, Snowflake.At(Start.AddDays(-7)), Snowflake.At(Start.AddDays(-6.9)));
        Assert.Equal(Snowflake.At(Start.AddDays(-20)), covered);
    }

    [Fact]
    public void Waits_grow_as_X_documents_them()
    {
        var clock = new ManualClock(Start);
        var lost = new BackOff(clock);
        Assert.Equal([0, 250, 500, 750], Enumerable.Range(0, 4).Select(_ => lost.Next(Ending.Lost).TotalMilliseconds));
        Assert.Equal(16_000, Enumerable.Range(0, 100).Select(_ => lost.Next(Ending.Lost).TotalMilliseconds).ToList()[^1]);
        lost.Reset();
        Assert.Equal(0, lost.Next(Ending.Lost).TotalMilliseconds);
        var error = new BackOff(clock);
        Assert.Equal([5, 10, 20, 40, 80, 160, 320, 320], Enumerable.Range(0, 8).Select(_ => error.Next(Ending.Error).TotalSeconds));
        var limited = new BackOff(clock);
        Assert.Equal([60, 120, 240], Enumerable.Range(0, 3).Select(_ => limited.Next(Ending.Limited).TotalSeconds));
        Assert.Equal(91, limited.Next(Ending.Limited, Start.AddSeconds(90)).TotalSeconds);
        Assert.Equal(480, limited.Next(Ending.Limited, Start.AddSeconds(-5)).TotalSeconds);
    }

    [Fact]
    public async Task A_refused_token_opens_the_breaker_with_growing_waits_and_closes_it_when_it_is_mended()
    {
        var clock = new ManualClock(Start);
        var requests = new InFlight();
        var status = HttpStatusCode.Unauthorized;
        await using var house = await OpenAsync("http://127.0.0.1:9", clock, requests, _ => status == HttpStatusCode.OK ? Json("""{"meta":{"result_count":0}}""") : new HttpResponseMessage(status),
            ("Beejan:Sources:Social:Stream", "false"));
        var puller = Assert.Single(house.Get<Pullers>().All);
        using var stop = new CancellationTokenSource();
        var running = puller.RunAsync(stop.Token);
        double[] waits = [10, 60, 300, 900];
        for (var n = 1; n <= waits.Length; n++)
        {
            await Until(() => puller.Breaker.Failures == n);
            Assert.Equal(clock.GetUtcNow().AddSeconds(waits[n - 1]), puller.Breaker.RetryAt);
            Assert.Contains("bearer token", puller.Breaker.Cause, StringComparison.Ordinal);
            if (n == waits.Length)
            {
                status = HttpStatusCode.OK;
            }
            clock.Advance(TimeSpan.FromSeconds(waits[n - 1]));
        }
        await Until(() => puller.Breaker.Failures == 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_paused_source_fetches_nothing_until_it_is_resumed()
    {
        var clock = new ManualClock(Start);
        var requests = new InFlight();
        await using var house = await OpenAsync("http://127.0.0.1:9", clock, requests, _ => Json("""{"meta":{"result_count":0}}"""), ("Beejan:Sources:Social:Stream", "false"));
        var (puller, controls) = (Assert.Single(house.Get<Pullers>().All), house.Get<SourceControls>());
        using var stop = new CancellationTokenSource();
        var running = puller.RunAsync(stop.Token);
        await Until(() => !requests.Log.IsEmpty && puller.Report.Status.Search == "resting");

        await controls.PauseAsync("social", "the account is being moved", "ada", default);
        await Until(() => puller.Report.Status.Search == "off");
        requests.Log.Clear();
        clock.Advance(TimeSpan.FromHours(3));
        Assert.Empty(requests.Log);

        await controls.ResumeAsync("social", "ada", default);
        await Until(() => !requests.Log.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>The platform with the posts that the sandbox's wire makes of a span, misbehaving in each way once.</summary>
    private static XSimulator Filled(ManualClock clock, TimeSpan span, int perDay)
    {
        var x = new XSimulator(clock, new MischiefPlan(0.1, 0.2, TimeSpan.Zero, 9), TimeSpan.FromMilliseconds(2), 10);
        foreach (var delivery in new SandboxGenerator(3).Deliveries(clock.GetUtcNow(), clock.GetUtcNow() + span, perDay).Where(d => d.Source.Value == "social"))
        {
            foreach (var line in Encoding.UTF8.GetString(delivery.Content).Split('\n'))
            {
                x.Posts.Add(Encoding.UTF8.GetBytes(line));
            }
        }
        return x;
    }

    /// <summary>Runs the pullers and moves the clock whenever nothing is under way, until it is so.</summary>
    private static async Task RunUntilAsync(WholeHouse house, ManualClock clock, InFlight requests, Func<Task<bool>> done)
    {
        using var stop = new CancellationTokenSource();
        var running = Assert.Single(house.Get<Pullers>().All).RunAsync(stop.Token);
        for (var step = 0; ; step++)
        {
            Assert.True(step < 60_000, "it never came to an end");
            if (requests.Count == 0)
            {
                clock.Advance(TimeSpan.FromSeconds(4));
            }
            await Task.Delay(3);
            if (step % 20 == 0 && await done())
            {
                break;
            }
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static async Task Until(Func<bool> so)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!so())
        {
            await Task.Delay(2, patience.Token);
        }
    }

    private static Task<WholeHouse> OpenAsync(string address, ManualClock clock, InFlight requests, params (string, string)[] more) => OpenAsync(address, clock, requests, null, more);

    private static Task<WholeHouse> OpenAsync(
        string address, ManualClock clock, InFlight requests, Func<HttpRequestMessage, HttpResponseMessage>? answer, params (string, string)[] more) => WholeHouse.OpenAsync(services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            // The test runs the puller itself.
            services.Remove(services.Single(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(Pullers)));
            services.AddHttpClient(XApi.Client).AddHttpMessageHandler(() => new Watched(requests, answer));
        }, [("Beejan:Sources:Social:BearerToken", XSimulator.Token), ("Beejan:Sources:Social:Query", "@BeejanCare"), ("Beejan:Sources:Social:BaseUrl", address), .. more]);

    private static XApi Api(ManualClock clock, InFlight requests, Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        var services = new ServiceCollection();
        services.AddHttpClient(XApi.Client).AddHttpMessageHandler(() => new Watched(requests, answer));
        return new XApi(services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(), Options.Create(new SocialOptions { BearerToken = "t", Query = "q" }), clock);
    }

    private static HttpResponseMessage Json(string body) => new(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    /// <summary>Requests that wait for their answer; a page counts until it is read.</summary>
    private sealed class InFlight
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public ConcurrentQueue<string> Log { get; } = new();

        public void Enter(string url)
        {
            Log.Enqueue(url);
            Interlocked.Increment(ref _count);
        }

        public void Leave() => Interlocked.Decrement(ref _count);
    }

    private sealed class Watched(InFlight requests, Func<HttpRequestMessage, HttpResponseMessage>? answer) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            requests.Enter(request.RequestUri!.PathAndQuery);
            try
            {
                if (answer is not null)
                {
                    return answer(request);
                }
                var response = await base.SendAsync(request, cancellationToken);
                if (!request.RequestUri.AbsolutePath.EndsWith("/stream", StringComparison.Ordinal))
                {
                    await response.Content.LoadIntoBufferAsync(cancellationToken);
                }
                return response;
            }
            finally
            {
                requests.Leave();
            }
        }
    }
}
