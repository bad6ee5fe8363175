using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>The raw zone's one door: landing, queue and answers behind it.</summary>
internal sealed class RawZoneStore(Landing landing, LedgerQueue queue, LedgerAnswers answers, ILogger<RawZoneStore> log) : IRawZone, IAsyncDisposable
{
    public Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, CancellationToken ct) => landing.LandAsync(batch, bulk, null, ct);

    public Task<Task<IReadOnlyList<Receipt>>> BeginLandingAsync(IReadOnlyList<RawRecord> batch, CancellationToken ct) => landing.BeginAsync(batch, false, null, ct);

    public Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, Reached reached, CancellationToken ct) => landing.LandAsync(batch, false, reached, ct);

    public Task<Checkpoint?> CheckpointAsync(SourceId source, CancellationToken ct) => queue.CheckpointAsync(source, ct);

    public Task<IReadOnlyList<StoredRecord>> VersionsAsync(long root, CancellationToken ct) => queue.VersionsAsync(root, ct);

    public IAsyncEnumerable<IReadOnlyList<StoredRecord>> UnansweredAsync(Func<int> batchSize, CancellationToken ct) => queue.PagesAsync(batchSize, ct);

    public Task<IReadOnlySet<long>> AlreadyAnsweredAsync(BeejanDbContext db, IReadOnlyList<StoredRecord> page, CancellationToken ct) =>
        Task.FromResult(LedgerAnswers.Answered(db, [.. page.Select(r => r.RawId)]));

    public Task AnswerAsync(BeejanDbContext db, string pipelineVersion, RunId run, IReadOnlyList<Answer> given, CancellationToken ct)
    {
        answers.Write(db, pipelineVersion, run, given);
        return Task.CompletedTask;
    }

    public Task<int> RequeueAsync(IReadOnlyList<long> rawIds, CancellationToken ct) => answers.RequeueAsync(rawIds, ct);

    public Task<StoredRecord?> FindAsync(long rawId, CancellationToken ct) => queue.FindAsync(rawId, ct);

    /// <summary>A graceful stop closes the open segments; after a crash, or when the store takes no writes, the next start does.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await landing.CloseAsync(CancellationToken.None);
        }
        catch (Exception e) when (Outage.Is(e))
        {
            log.LogWarning("The open segments could not be closed; the next start closes them: {Reason}", e.Message);
        }
    }
}
