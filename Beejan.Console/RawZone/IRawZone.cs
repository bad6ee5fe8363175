using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>Everything received, as received: the lake holds the bytes, the ledger is index and queue.</summary>
public interface IRawZone
{
    /// <summary>
    /// Lands a batch. When it returns, the bytes are on disk (fsync) and in the ledger; a crash before that lands nothing that was
    /// acknowledged. Each record gets its receipt, in order; a repeat (same source, key and bytes) lands nothing and names the first.
    /// </summary>
    /// <param name="bulk">True: processed only when no live record waits.</param>
    Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, bool bulk, CancellationToken ct);

    /// <summary>
    /// The same in two steps, for a caller that has the next batch at hand: returns when the bytes are on disk, and the task in it completes
    /// when they are in the ledger. The next batch may begin in between, and goes to disk meanwhile. Either step may fail; nothing is landed then.
    /// </summary>
    Task<Task<IReadOnlyList<Receipt>>> BeginLandingAsync(IReadOnlyList<RawRecord> batch, CancellationToken ct);

    /// <summary>As the first, for a pulled source, and moves its checkpoint in the same transaction: both stand or neither.</summary>
    Task<IReadOnlyList<Receipt>> LandAsync(IReadOnlyList<RawRecord> batch, Reached reached, CancellationToken ct);

    /// <summary>How far that source was read; null before its first landing.</summary>
    Task<Checkpoint?> CheckpointAsync(SourceId source, CancellationToken ct);

    /// <summary>The records with the source and key of this root, at most the newest 256 of them, oldest first.</summary>
    Task<IReadOnlyList<StoredRecord>> VersionsAsync(long root, CancellationToken ct);

    /// <summary>
    /// Pages of records nobody has answered yet, live ones first, oldest first, until none is left. A page is given once, so the
    /// next may be asked for before the last is answered.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<StoredRecord>> UnansweredAsync(Func<int> batchSize, CancellationToken ct);

    /// <summary>
    /// Writes answers in the caller's transaction. Ids that were answered meanwhile by another process are returned and must not be
    /// curated by the caller: ask first, then write.
    /// </summary>
    Task<IReadOnlySet<long>> AlreadyAnsweredAsync(BeejanDbContext db, IReadOnlyList<StoredRecord> page, CancellationToken ct);

    /// <summary>Records each raw id's fate in the caller's transaction and keeps the tallies.</summary>
    Task AnswerAsync(BeejanDbContext db, string pipelineVersion, RunId run, IReadOnlyList<Answer> answers, CancellationToken ct);

    /// <summary>Puts answered records back in flight (retry, replay). Returns how many.</summary>
    Task<int> RequeueAsync(IReadOnlyList<long> rawIds, CancellationToken ct);

    /// <summary>One record with its bytes, or null.</summary>
    Task<StoredRecord?> FindAsync(long rawId, CancellationToken ct);
}

/// <summary>What became of one landed record.</summary>
/// <param name="RawId">Its id, or the first record's when it is a repeat.</param>
/// <param name="Root">Raw id of the first record with the same source and key: the complaint's number.</param>
/// <param name="Key">The source's own identifier.</param>
/// <param name="Repeated">True: the same bytes under the same key had landed before; nothing new was stored.</param>
public sealed record Receipt(long RawId, long Root, string Key, bool Repeated);

/// <summary>A landed record.</summary>
/// <param name="RawId">Its id.</param>
/// <param name="Root">Raw id of the first record with the same source and key.</param>
/// <param name="Fresh">True: never answered before, so nothing of it can be curated yet.</param>
/// <param name="ReceivedAt">When it landed (UTC).</param>
/// <param name="Raw">The bytes.</param>
public sealed record StoredRecord(long RawId, long Root, bool Fresh, DateTimeOffset ReceivedAt, RawRecord Raw)
{
    /// <summary>True when the lake's bytes do not match the ledger: <see cref="Raw"/> is empty and the record must be rejected as <c>raw.damaged</c>.</summary>
    public bool IsDamaged { get; private init; }

    internal static StoredRecord Damaged(long rawId, long root, DateTimeOffset receivedAt) =>
        new(rawId, root, false, receivedAt, new RawRecord(new SourceId("unknown"), "", "", ReadOnlyMemory<byte>.Empty, receivedAt)) { IsDamaged = true };
}

/// <summary>The one current answer of a raw id.</summary>
/// <param name="DuplicateOf">With <c>duplicate.*</c> reasons: the complaint it repeats.</param>
public sealed record Answer(long RawId, SourceId Source, Fate Fate, string? Stage = null, Reason? Reason = null, long? DuplicateOf = null);

/// <summary>What became of a raw record. The numbers are stored.</summary>
public enum Fate
{
    InFlight = 0,
    Curated = 1,
    Dropped = 2,
    Rejected = 3,
}
