using System.Globalization;
using System.Text;
using Beejan.Contracts;
using Beejan.Signals;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Beejan.Operations.Alerts;

/// <summary>
/// <c>GET /api/v1/alerts/stream</c>: server-sent events <c>raised</c>, <c>worse</c>, <c>taken</c>, <c>over</c>, each with the alert as it was then.
/// A new listener gets the alerts going on first; one that comes back with <c>Last-Event-ID</c> gets everything after it, once and in order.
/// </summary>
internal sealed class AlertStream(AlertJournal journal, IChangeFeed feed, IHostApplicationLifetime program, IOptions<AlertOptions> options)
{
    /// <summary>After this a stream ends and the client comes back, its right checked anew: a withdrawn key does not listen for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>How soon a client should come back, milliseconds.</summary>
    private const int ComeBackAfter = 2000;

    public async Task HandleAsync(HttpContext http)
    {
        var given = http.Request.Headers["Last-Event-ID"].ToString();
        long? after = null;
        if (given.Length > 0)
        {
            if (!long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                await Results.ValidationProblem(new Dictionary<string, string[]> { ["Last-Event-ID"] = ["Send back the id of the last event as it came, a whole number, or leave the header out."] },
                    extensions: new Dictionary<string, object?> { ["code"] = "alert.last-event" }).ExecuteAsync(http);
                return;
            }
            after = id;
        }
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        // nginx would gather the events.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, program.ApplicationStopping);
        end.CancelAfter(Longest);
        try
        {
            await TellAsync(http.Response, after, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The listener left, the program stops, or it is time to come back.
        }
    }

    private async Task TellAsync(HttpResponse response, long? after, CancellationToken ct)
    {
        using var news = new SemaphoreSlim(0, 1);
        using var hint = feed.Subscribe(Topic.Alerts, nameof(AlertStream), () =>
        {
            // Called by one at a time, so it cannot overflow.
            if (news.CurrentCount == 0)
            {
                news.Release();
            }
            return Task.CompletedTask;
        });
        await response.WriteAsync($"retry: {ComeBackAfter}\n\n", ct);
        // Ahead of the last one: the events it counted are gone (a copy was restored), so it begins anew.
        var last = after is { } seen && seen <= await journal.LastAsync(ct) ? seen : await BeginAsync(response, ct);
        await response.Body.FlushAsync(ct);
        while (true)
        {
            var events = await journal.AfterAsync(last, ct);
            foreach (var one in events)
            {
                await response.WriteAsync(Frame(one), ct);
                last = one.Id;
            }
            await response.Body.FlushAsync(ct);
            if (events.Count < AlertJournal.PageSize && !await news.WaitAsync(TimeSpan.FromSeconds(options.Value.HeartbeatSeconds), ct))
            {
                // A comment: it keeps proxies from hanging up and finds out who left. A hint may be lost, so the journal is read as well.
                await response.WriteAsync(": still here\n\n", ct);
            }
        }
    }

    /// <summary>Tells what goes on now. The last frame carries the place alone: who loses the line before the first event comes back to it.</summary>
    private async Task<long> BeginAsync(HttpResponse response, CancellationToken ct)
    {
        var (goingOn, last) = await journal.NowAsync(ct);
        foreach (var one in goingOn)
        {
            await response.WriteAsync(Frame(one), ct);
        }
        await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {last}\n\n"), ct);
        return last;
    }

    private static string Frame(AlertEventRow one) => new StringBuilder().Append(CultureInfo.InvariantCulture, $"id: {one.Id}\nevent: {one.Kind}\ndata: ").Append(one.Alert).Append("\n\n").ToString();
}
