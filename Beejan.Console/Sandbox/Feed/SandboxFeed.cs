using Beejan.Contracts;
using Beejan.Intake;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Sandbox.Generator;
using Beejan.Sandbox.X;
using Beejan.Signals;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.Extensions.Options;

namespace Beejan.Sandbox.Feed;

/// <summary>Fills an empty data directory with history, then lets complaints trickle in, all through the real intake.</summary>
internal sealed class SandboxFeed(
    IOptions<SandboxOptions> options, IIntake intake, IBalance balance, FillMark mark, SandboxProgress progress, CaseWorkers workers, SourceControls controls, IChangeFeed feed, SandboxX x,
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SandboxFeed> log) : BackgroundService
{
    private const int BetweenMarks = 48;

    private SandboxOptions Options => options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!Options.Enabled)
        {
            return;
        }
        try
        {
            await StartedAsync(stoppingToken);
            await FillAsync(stoppingToken);
            await Task.WhenAll(TrickleAsync(stoppingToken), WorkAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped: the mark knows how far the fill came.
        }
        finally
        {
            progress.Report(null);
        }
    }

    private async Task StartedAsync(CancellationToken ct)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var start = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(ct);
    }

    private async Task FillAsync(CancellationToken ct)
    {
        var fill = mark.Read();
        if (fill is null)
        {
            if ((await balance.ReadAsync(ct)).Count > 0)
            {
                // Somebody's data are here already: they are not mixed with generated history.
                return;
            }
            var now = clock.GetUtcNow();
            fill = new Fill(Options.Seed, now.AddDays(-Options.Days), now, Options.PerDay, 0, false);
            mark.Write(fill);
        }
        if (fill.Done)
        {
            return;
        }
        var days = (int)Math.Round((fill.To - fill.From).TotalDays);
        var total = (long)(fill.PerDay * 1.04 * days);
        log.LogInformation("Sandbox: filling {Days} days with about {Total} complaints", days, total);
        var landed = (await balance.ReadAsync(ct)).Sum(b => b.Received);
        progress.Report(new FillState(days, landed, 0, total));
        var delivered = fill.Delivered;
        foreach (var delivery in new SandboxGenerator(fill.Seed).Deliveries(fill.From, fill.To, fill.PerDay).Skip(fill.Delivered))
        {
            landed += await ReceiveAsync(delivery, delivery.At, bulk: true, ct);
            if (++delivered % BetweenMarks == 0)
            {
                mark.Write(fill with { Delivered = delivered });
                await ReportAsync(days, landed, total, ct);
                // Settled as it goes: a page that is looked at during the fill shows no mountain of open cases.
                await workers.WorkAsync(Options.Seed, ct);
            }
        }
        mark.Write(fill with { Delivered = delivered });
        while (await ReportAsync(days, landed, landed, ct) > 0)
        {
            await workers.WorkAsync(Options.Seed, ct);
            await Task.Delay(TimeSpan.FromSeconds(1), clock, ct);
        }
        await workers.WorkAsync(Options.Seed, ct);
        feed.Publish(Topic.Complaints);
        mark.Write(fill with { Delivered = delivered, Done = true });
        progress.Report(null);
        log.LogInformation("Sandbox: filled with {Landed} records", landed);
    }

    /// <summary>Tells how far it is; returns what is still in flight.</summary>
    private async Task<long> ReportAsync(int days, long landed, long total, CancellationToken ct)
    {
        var inFlight = (await balance.ReadAsync(ct)).Sum(b => b.InFlight);
        progress.Report(new FillState(days, landed, Math.Max(0, landed - inFlight), Math.Max(total, landed)));
        return inFlight;
    }

    private async Task TrickleAsync(CancellationToken ct)
    {
        var generator = new SandboxGenerator(Options.Seed);
        while (Options.Pace > 0)
        {
            var now = clock.GetUtcNow();
            foreach (var delivery in generator.Minute(now, Options.Pace))
            {
                if (delivery.At - clock.GetUtcNow() is { Ticks: > 0 } wait)
                {
                    await Task.Delay(wait, clock, ct);
                }
                await ReceiveLiveAsync(delivery, ct);
            }
            var next = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
            if (next - clock.GetUtcNow() is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, clock, ct);
            }
        }
    }

    private async Task ReceiveLiveAsync(SandboxDelivery delivery, CancellationToken ct)
    {
        // What was posted waits at the platform while the source is paused; other senders are turned away.
        if (x.Take(delivery) || controls.IsPaused(delivery.Source.Value))
        {
            return;
        }
        try
        {
            await ReceiveAsync(delivery, clock.GetUtcNow(), bulk: false, ct);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            log.LogWarning(e, "Sandbox: {File} was not taken; the feed goes on with the next", delivery.FileName);
        }
    }

    private async Task<long> ReceiveAsync(SandboxDelivery delivery, DateTimeOffset at, bool bulk, CancellationToken ct)
    {
        using var content = new MemoryStream(delivery.Content, writable: false);
        var result = await intake.ReceiveAsync(delivery.Source, new Delivery(delivery.FileName, delivery.ContentType, content, at), bulk, ct);
        return result.Landed;
    }

    /// <summary>Settles cases once a minute, about as fast as new ones come in.</summary>
    private async Task WorkAsync(CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), clock, ct);
            try
            {
                if (await workers.WorkAsync(Options.Seed, ct) > 0)
                {
                    feed.Publish(Topic.Complaints);
                }
            }
            catch (Exception e) when (Outage.Is(e))
            {
                log.LogWarning(e, "Sandbox: cases were not settled this minute");
            }
        }
    }
}
