using System.Threading.Channels;
using Beejan.Contracts;
using Beejan.RawZone;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Processing;

/// <summary>
/// Answers everything in flight, a page at a time: parse it and judge its records, look up what they repeat, write complaints and answers in
/// one transaction, tell those who look. While one page is written the next are judged. A crash anywhere means: run again. What cannot be
/// written is narrowed down to the one record, which becomes a dead letter.
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
        var (report, again, pace) = (WorkReport.Nothing, true, new Pace(Page));
        // What was set aside for a complaint that gave way to an earlier one is judged once more; each round moves them to earlier ones, so it ends.
        while (again)
        {
            (var more, again) = await PagesAsync(run, pace, ct);
            report += more;
        }
        return report;
    }

    /// <summary>Until nothing is left, or until something could not be written: what was read ahead then is read again.</summary>
    private async Task<(WorkReport Report, bool Again)> PagesAsync(RunId run, Pace pace, CancellationToken ct)
    {
        var (report, again) = (WorkReport.Nothing, false);
        List<Verdict> taken = [];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pages = Channel.CreateBounded<Task<IReadOnlyList<Verdict>>>(new BoundedChannelOptions(PagesAhead) { SingleReader = true, SingleWriter = true });
        var preparing = Task.Run(() => PrepareAsync(pages.Writer, pace, stop.Token), CancellationToken.None);
        try
        {
            while (await pages.Reader.WaitToReadAsync(ct))
            {
                if (pages.Reader.TryPeek(out var first))
                {
                    await first;
                }
                taken.Clear();
                try
                {
                    var (done, requeued) = await writer.WriteAsync(run, NextAsync, pace.IsFull ? options.Value.BatchSize : 1, ct);
                    (report, again) = (report + done, again || requeued);
                    pace.Faster();
                }
                catch (Exception e) when (taken.Count > 0 && Refusal.Is(e))
                {
                    // One alone is tried once more before it is given up: what another process wrote at that moment may have been in its way.
                    var isRefused = taken.Count == 1 && !pace.IsFull;
                    pace.Slower();
                    return (isRefused ? report + await writer.RejectAsync(run, taken[0], Fault.Write(e), ct) : report, true);
                }
            }
            return (report, again);

            async Task<IReadOnlyList<Verdict>?> NextAsync()
            {
                if (!pages.Reader.TryPeek(out var next) || !next.IsCompletedSuccessfully || !pages.Reader.TryRead(out next))
                {
                    return null;
                }
                taken.AddRange(await next);
                return await next;
            }
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
    private async Task PrepareAsync(ChannelWriter<Task<IReadOnlyList<Verdict>>> pages, Pace pace, CancellationToken ct)
    {
        try
        {
            await foreach (var page in rawZone.UnansweredAsync(() => PageSize(pace), ct))
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
    private int PageSize(Pace pace) => Math.Min(pressure.IsHigh ? Math.Min(PageUnderPressure, pace.Page) : pace.Page, options.Value.BatchSize);

    /// <summary>Judging waits meanwhile, but a second at most: in an overload it falls behind, it never stands still.</summary>
    private async Task YieldToCaptureAsync(CancellationToken ct)
    {
        for (var waited = 0; waited < 50 && pressure.IsHigh; waited++)
        {
            await Task.Delay(20, ct);
        }
    }
}

/// <summary>How many records go together: fewer and fewer while something among them cannot be written, then more again.</summary>
internal sealed class Pace(int full)
{
    private readonly int _full = full;

    /// <summary>Records of a page.</summary>
    public int Page { get; private set; } = full;

    /// <summary>Nothing is being narrowed down.</summary>
    public bool IsFull => Page == _full;

    public void Slower() => Page = Math.Max(1, Page / 8);

    public void Faster() => Page = Math.Min(_full, Page * 2);
}
