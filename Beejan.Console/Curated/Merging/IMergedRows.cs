using Beejan.Storage;

namespace Beejan.Curated.Merging;

/// <summary>What complaints stand for others. Every member joins the caller's transaction; the ledger's part is the caller's.</summary>
public interface IMergedRows
{
    /// <summary>Keeps what the pipeline set aside. What a person merged is not touched by it, and an older version replaces no newer one.</summary>
    void Keep(BeejanDbContext db, IReadOnlyList<MergedRow> rows);

    /// <summary>These stand by themselves.</summary>
    void Forget(BeejanDbContext db, IReadOnlyList<long> ids);

    /// <summary>Takes a complaint out of lists and figures and keeps all of it; null when it is not served.</summary>
    Task<MergedRow?> TakeOutAsync(BeejanDbContext db, long id, long into, string code, string? actor, string? why, DateTimeOffset at, CancellationToken ct);

    /// <summary>Serves a complaint again as it was; null when it never was served, and then only forgets what it was merged into.</summary>
    Task<ComplaintRow?> PutBackAsync(BeejanDbContext db, long id, CancellationToken ct);

    /// <summary>The complaints merged into this one, however deep; not itself.</summary>
    IReadOnlyList<long> Below(BeejanDbContext db, long id);

    /// <summary>Raw ids of the posts that repeat this complaint or one merged into it.</summary>
    IReadOnlyList<long> EchoesOf(BeejanDbContext db, long id);
}
