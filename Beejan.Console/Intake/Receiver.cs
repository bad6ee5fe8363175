using System.Threading.Channels;
using Beejan.Contracts;
using Beejan.Intake.Watch;
using Beejan.RawZone;
using Beejan.Signals;
using Beejan.Sources;

namespace Beejan.Intake;

/// <summary>Cuts and lands at the same time: while one batch is written, the next is cut, and no further.</summary>
internal sealed class Receiver(SourceCatalogue sources, SourceSchemas schemas, IRawZone rawZone, IChangeFeed feed, BulkLoads loads) : IIntake
{
    private const int BatchRecords = 4096;
    private const int BatchBytes = 8 * 1024 * 1024;

    public IReadOnlyList<ISource> Sources => sources.All;

    public ISource? Find(string id) => sources.Find(id);

    public Task<IntakeResult> ReceiveAsync(SourceId source, Delivery delivery, bool bulk, CancellationToken ct, IProgress<long>? progress = null) =>
        ReceiveAsync(source, delivery, bulk, null, progress, ct);

    /// <summary>The same, and looks at each record on its way when <paramref name="inspection"/> is given.</summary>
    internal async Task<IntakeResult> ReceiveAsync(
        SourceId source, Delivery delivery, bool bulk, Inspection? inspection, IProgress<long>? progress, CancellationToken ct)
    {
        var from = Find(source.Value) ?? throw new ArgumentException($"there is no source '{source}'", nameof(source));
        using var load = bulk ? loads.Begin(source, delivery.Name) : null;
        var batches = Channel.CreateBounded<List<RawRecord>>(new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var cutting = Task.Run(() => CutAsync(from, delivery, inspection, batches.Writer, stop.Token), CancellationToken.None);
        var result = IntakeResult.Nothing;
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(ct))
            {
                if (await schemas.CheckAsync(source.Value, batch, ct) is { } frozen)
                {
                    throw new SourceFrozenException(frozen);
                }
                var receipts = await rawZone.LandAsync(batch, bulk, ct);
                var repeated = receipts.Count(r => r.Repeated);
                result += new IntakeResult(receipts.Count, receipts.Count - repeated, repeated);
                feed.Publish(Topic.RawZone);
                progress?.Report(result.Received);
            }
        }
        finally
        {
            // The delivery is read no more once this method has returned.
            await stop.CancelAsync();
            await cutting;
        }
        return result;
    }

    /// <summary>Never throws: a failure goes to the reader with the channel's end.</summary>
    private static async Task CutAsync(ISource source, Delivery delivery, Inspection? inspection, ChannelWriter<List<RawRecord>> batches, CancellationToken ct)
    {
        try
        {
            var batch = new List<RawRecord>(BatchRecords);
            long bytes = 0;
            await foreach (var record in source.SplitAsync(delivery, ct))
            {
                inspection?.Look(source, record);
                batch.Add(Keys.Normalise(record));
                bytes += record.Payload.Length;
                if (batch.Count >= BatchRecords || bytes >= BatchBytes)
                {
                    await batches.WriteAsync(batch, ct);
                    (batch, bytes) = (new List<RawRecord>(BatchRecords), 0);
                }
            }
            if (batch.Count > 0)
            {
                await batches.WriteAsync(batch, ct);
            }
            batches.Complete();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            batches.TryComplete(e);
        }
    }
}
