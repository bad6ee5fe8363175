using System.Threading.Channels;
using Beejan.Contracts;
using Beejan.RawZone;
using Microsoft.Extensions.Options;

namespace Beejan.Processing;

/// <summary>
/// Answers everything in flight, a page at a time: parse it and judge its records, look up what they repeat, write complaints and answers in
/// one transaction, tell those who look. While one page is written the next are judged. A crash anywhere means: run again.
/// </summary>
internal sealed class ProcessingWork(
    IRawZone rawZone, Refinery refinery, PageWriter writer, IntakePressure pressure, IOptions<ProcessingOptions> options) : IWork
{
    private const int PageUnderPressure = 100;

    /// <summary>Records that are judged together, at most. What a page holds is garbage soon after it is written: large ones grow old in memory before that.</summary>
    private const int Page = 500;

    /// <summary>Pages that are prepared or wait beside the one that is written.</summary>
    private const int PagesAhead = 1;

    public string Name => "process-complaints";

    public string Purpose => "Judges everything that has landed and not been answered yet.";

    public Schedule Schedule => new Schedule.OnSignal(Topic.RawZone, TimeSpan.FromSeconds(10));

    public async Task<WorkReport> RunAsync(RunId run, CancellationToken ct)
    {
        var (report, again) = await PagesAsync(run, ct);
        // What was set aside for a complaint that gave way to an earlier one is judged once more; each round moves them to earlier ones, so it ends.
        while (again)
        {
            (var more, again) = await PagesAsync(run, ct);
            report += more;
        }
        return report;
    }

    private async Task<(WorkReport Report, bool Again)> PagesAsync(RunId run, CancellationToken ct)
    {
        var (report, again) = (WorkReport.Nothing, false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pages = Channel.CreateBounded<Task<IReadOnlyList<Verdict>>>(new BoundedChannelOptions(PagesAhead) { SingleReader = true, SingleWriter = true });
        var preparing = Task.Run(() => PrepareAsync(pages.Writer, stop.Token), CancellationToken.None);
        try
        {
            while (await pages.Reader.WaitToReadAsync(ct))
            {
                if (pages.Reader.TryPeek(out var first))
                {
                    await first;
                }
                var (done, requeued) = await writer.WriteAsync(run, NextAsync, ct);
                (report, again) = (report + done, again || requeued);
            }
            return (report, again);

            async Task<IReadOnlyList<Verdict>?> NextAsync() =>
                pages.Reader.TryPeek(out var next) && next.IsCompletedSuccessfully && pages.Reader.TryRead(out next) ? await next : null;
        }
        finally
        {
            // Whatever failed, nobody reads or writes on once the run is over.
            await stop.CancelAsync();
            await preparing;
            while (pages.Reader.TryRead(out var left))
            {
                await Task.WhenAny(left);
            }
        }
    }

    /// <summary>Never throws: a failure goes to the reader with the channel's end.</summary>
    private async Task PrepareAsync(ChannelWriter<Task<IReadOnlyList<Verdict>>> pages, CancellationToken ct)
    {
        try
        {
            await foreach (var page in rawZone.UnansweredAsync(PageSize, ct))
            {
                await YieldToCaptureAsync(ct);
                await pages.WriteAsync(Task.Run(() => refinery.PrepareAsync(page, ct), ct), ct);
            }
            pages.Complete();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            pages.TryComplete(e);
        }
    }

    /// <summary>Capture goes first: while requests queue up to be stored, pages are small, so that one of them holds nobody up.</summary>
    private int PageSize() => Math.Min(pressure.IsHigh ? PageUnderPressure : Page, options.Value.BatchSize);

    /// <summary>Judging waits meanwhile, but a second at most: in an overload it falls behind, it never stands still.</summary>
    private async Task YieldToCaptureAsync(CancellationToken ct)
    {
        for (var waited = 0; waited < 50 && pressure.IsHigh; waited++)
        {
            await Task.Delay(20, ct);
        }
    }
}
