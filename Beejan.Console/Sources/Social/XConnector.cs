using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Beejan.Contracts;

namespace Beejan.Sources.Social;

/// <summary>
/// Fetches from X: the stream for speed, recent search for completeness. Search runs after each connection and every so often, from the checkpoint on
/// and a little before it; only a finished search moves the checkpoint, so no drop, stall or crash loses a post. What comes
/// twice is told by its key.
/// </summary>
internal sealed class XConnector(XApi api, TimeProvider clock) : IPulledSource
{
    /// <summary>Posts of the last moments are not indexed yet when a connection stands again.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    public SourceId Source { get; } = new("social");

    public bool IsOn => !string.IsNullOrWhiteSpace(api.Options.BearerToken);

    public async IAsyncEnumerable<Pulled> PullAsync(Checkpoint? from, PullReport report, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var fetched = Channel.CreateBounded<Pulled>(new BoundedChannelOptions(16) { SingleReader = true });
        var due = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        Task[] both =
        [
            EndAsync(api.Options.Stream ? StreamAsync(fetched.Writer, due.Writer, report, stop.Token) : Task.CompletedTask, api.Options.Stream, fetched.Writer),
            EndAsync(SearchAsync(from, fetched.Writer, due.Reader, report, stop.Token), true, fetched.Writer),
        ];
        try
        {
            await foreach (var pulled in fetched.Reader.ReadAllAsync(ct))
            {
                yield return pulled;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(both);
            report.Set(s => s with { Stream = "off", Search = "off" });
        }
    }

    /// <summary>Never throws: whoever ends first ends both, with its failure.</summary>
    private static async Task EndAsync(Task work, bool closes, ChannelWriter<Pulled> fetched)
    {
        Exception? failure = null;
        try
        {
            await work;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = e;
        }
        if (closes)
        {
            fetched.TryComplete(failure);
        }
    }

    private async Task StreamAsync(ChannelWriter<Pulled> fetched, ChannelWriter<bool> due, PullReport report, CancellationToken ct)
    {
        var rules = new XRules(api);
        var backOff = new BackOff(clock);
        while (!await rules.EnsureAsync(ct))
        {
            report.Set(s => s with { Stream = "waiting", Trouble = "the rules of the stream could not be read" });
            await Task.Delay(backOff.Next(Ending.Error), clock, ct);
        }
        await new XStream(api, clock).RunAsync(
            (lines, stop) => fetched.WriteAsync(new Pulled("stream", lines, null), stop), () => due.TryWrite(true), report, ct);
    }

    private async Task SearchAsync(Checkpoint? from, ChannelWriter<Pulled> fetched, ChannelReader<bool> due, PullReport report, CancellationToken ct)
    {
        var search = new XSearch(api, clock);
        long? since = Snowflake.TryParse(from?.Value, out var id) ? id : null;
        while (true)
        {
            since = await search.RunAsync(since, (page, stop) => fetched.WriteAsync(new Pulled("search", page, null), stop), report, ct);
            await fetched.WriteAsync(new Pulled("search", default, new Checkpoint(since.Value.ToString(CultureInfo.InvariantCulture))), ct);
            report.Set(s => s with { Search = "resting", CaughtUpAt = clock.GetUtcNow() });
            if (await DueAsync(due, ct))
            {
                await Task.Delay(Settle, clock, ct);
                // Connections that came meanwhile are covered by the search that follows.
                due.TryRead(out _);
            }
        }
    }

    /// <summary>Waits for a new connection (true) or for the regular time (false).</summary>
    private async Task<bool> DueAsync(ChannelReader<bool> due, CancellationToken ct)
    {
        using var regular = new CancellationTokenSource(TimeSpan.FromMinutes(api.Options.CatchUpEveryMinutes), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, regular.Token);
        try
        {
            return await due.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
