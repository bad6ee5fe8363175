using System.Globalization;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.Sources;
using Beejan.Storage;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace Beejan.Intake.Files;

/// <summary>Takes a file from the browser to disk, so that a lost connection leaves nothing half landed, then lands it.</summary>
internal sealed class Uploads(Receiver receiver, SourceControls controls, DataDirectory data, TimeProvider clock, IOptions<IntakeOptions> options, ILogger<Uploads> log)
{
    private static readonly TimeSpan Repaint = TimeSpan.FromMilliseconds(250);

    private readonly long _limit = options.Value.MaxUploadMegabytes * 1024L * 1024L;

    public IReadOnlyList<ISource> Sources => receiver.Sources;

    public string Limit => string.Create(CultureInfo.InvariantCulture, $"{options.Value.MaxUploadMegabytes:N0} MiB");

    /// <summary>Never throws on a bad file: the row says what became of it.</summary>
    public async Task TakeAsync(string source, IBrowserFile file, UploadedFile row, Func<Task> changed, CancellationToken ct)
    {
        if (controls.IsPaused(source))
        {
            row.Fail("this source is paused: resume it on the page Sources, or wait");
            return;
        }
        if (file.Size > _limit)
        {
            row.Fail($"larger than {Limit}: put it into the inbox folder");
            return;
        }
        var path = Path.Combine(data.Folder("uploads"), Guid.NewGuid().ToString("n") + ".part");
        try
        {
            await CopyAsync(file, path, row, changed, ct);
            row.Step = "Landing";
            await changed();
            var inspection = new Inspection();
            await using var content = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            var result = await receiver.ReceiveAsync(new SourceId(source), new Delivery(file.Name, null, content, clock.GetUtcNow()), true, inspection,
                new Told(records => row.Received = records), ct);
            row.Finish(result, inspection.Unreadable, inspection.WhyNothing);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            row.Fail("stopped; send it again, what had landed is not landed twice");
        }
        catch (SourceFrozenException e)
        {
            row.Fail(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogError(e, "An uploaded file could not be landed");
            row.Fail(Outage.Is(e) ? "the store cannot take it just now; send it again" : "could not be landed; the log has the details");
        }
        finally
        {
            // The raw zone has the bytes now.
            File.Delete(path);
        }
    }

    private async Task CopyAsync(IBrowserFile file, string path, UploadedFile row, Func<Task> changed, CancellationToken ct)
    {
        row.Step = "Uploading";
        await using var from = file.OpenReadStream(_limit, ct);
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[64 * 1024];
        var (copied, painted) = (0L, clock.GetTimestamp());
        while (await from.ReadAsync(buffer, ct) is > 0 and var read)
        {
            await to.WriteAsync(buffer.AsMemory(0, read), ct);
            copied += read;
            if (clock.GetElapsedTime(painted) > Repaint)
            {
                (row.Share, painted) = ((double)copied / file.Size, clock.GetTimestamp());
                await changed();
            }
        }
        row.Share = null;
    }

    private sealed class Told(Action<long> tell) : IProgress<long>
    {
        public void Report(long value) => tell(value);
    }
}

/// <summary>One line of the upload page; counts in records.</summary>
internal sealed class UploadedFile(string source, string name)
{
    public string Source => source;

    public string Name => name;

    /// <summary>0 to 1 while it is uploaded, null while it lands.</summary>
    public double? Share { get; set; } = 0;

    public string Step { get; set; } = "Waiting";

    public long Received { get; set; }

    public long Landed { get; private set; }

    public long Duplicates { get; private set; }

    public long Unreadable { get; private set; }

    public string? Error { get; private set; }

    public bool Done { get; private set; }

    public void Fail(string error) => (Error, Done) = (error, true);

    /// <summary>Why nothing of it becomes a complaint; null when something does.</summary>
    public string? WhyNothing { get; private set; }

    public void Finish(IntakeResult result, long unreadable, string? whyNothing) =>
        (Received, Landed, Duplicates, Unreadable, WhyNothing, Done) = (result.Received, result.Landed, result.Duplicates, unreadable, whyNothing, true);
}
