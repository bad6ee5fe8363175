using Beejan.Curated.Cases;
using Beejan.Storage;

namespace Beejan.Curated.Merging;

/// <summary>What complaints stand for others. Every member joins the caller's transaction; the ledger's part is the caller's.</summary>
public interface IMergedRows
{
    /// <summary>Keeps what the pipeline set aside. What a person merged is not touched by it, and an older version replaces no newer one.</summary>
    void Keep(BeejanDbContext db, IReadOnlyList<MergedRow> rows);

    /// <summary>These stand by themselves, but those that a person merged.</summary>
    void Forget(BeejanDbContext db, IReadOnlyList<long> ids);

    /// <summary>Takes a complaint out of lists and figures and keeps all of it; null when it is not served.</summary>
    /// <param name="actor">Null for the pipeline, to which a complaint that a person has taken up does not give way: null then, too.</param>
    Task<MergedRow?> TakeOutAsync(BeejanDbContext db, long id, long into, string code, string? actor, string? why, DateTimeOffset at, CancellationToken ct);

    /// <summary>The same for many that give way to others in the pipeline's judgement. Of one that is named twice the first counts.</summary>
    /// <returns>Those that were served.</returns>
    Task<IReadOnlyList<MergedRow>> GiveWayAsync(BeejanDbContext db, IReadOnlyList<GivingWay> those, DateTimeOffset at, CancellationToken ct);

    /// <summary>Serves a complaint again as it was; null when it never was served, and then only forgets what it was merged into.</summary>
    Task<ComplaintRow?> PutBackAsync(BeejanDbContext db, long id, CancellationToken ct);

    /// <summary>A served complaint as it stands, held against other writers until the transaction ends; null when it is not served.</summary>
    Task<ComplaintRow?> HoldAsync(BeejanDbContext db, long id, CancellationToken ct);

    /// <summary>Notes that a person keeps a complaint apart; the first who says so is remembered.</summary>
    Task KeepApartAsync(BeejanDbContext db, ApartRow row, CancellationToken ct);

    /// <summary>A line in the history, with the person's reason.</summary>
    Task TellAsync(BeejanDbContext db, CaseEventRow line, string why, CancellationToken ct);

    /// <summary>All that a complaint stands for, however deep, the newest first.</summary>
    Task<IReadOnlyList<MergedRow>> UnderAsync(BeejanDbContext db, long id, CancellationToken ct);

    /// <summary>What is kept of a merged complaint, and the complaint that stands for it in the end; null and itself when it was merged into none.</summary>
    (MergedRow? Row, long Stands) Find(BeejanDbContext db, long id);

    /// <summary>The complaints merged into this one, however deep; not itself.</summary>
    IReadOnlyList<long> Below(BeejanDbContext db, long id);

    /// <summary>Raw ids of the posts that repeat this complaint or one merged into it.</summary>
    IReadOnlyList<long> EchoesOf(BeejanDbContext db, long id);

    /// <summary>Posts that repeated one that gave way to a post of the same words repeat that one now, where they are near enough to it in time.</summary>
    /// <param name="shares">How near retweets must be.</param>
    /// <param name="copies">How near copies must be.</param>
    /// <returns>The posts' raw ids, for the ledger; what is not among them stays where it was.</returns>
    IReadOnlyList<(long RawId, long Into)> MoveEchoes(BeejanDbContext db, IReadOnlyList<(long From, long To)> those, TimeSpan shares, TimeSpan copies);
}

/// <summary>A complaint that gives way to the one that says the same.</summary>
/// <param name="Code">Reason code, one of <see cref="MergeCodes"/> or <see cref="EchoCodes"/>: what becomes an echo is counted and not kept.</param>
public readonly record struct GivingWay(long Id, long Into, string Code);
