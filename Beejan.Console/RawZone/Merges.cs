using Beejan.Contracts;
using Beejan.RawZone.Replays;
using Beejan.Storage;

namespace Beejan.RawZone;

/// <summary>The ledger's part of one complaint standing for another, and of its standing by itself again. All in the caller's transaction.</summary>
internal sealed class Merges(AnsweredRecords records, LedgerAnswers answers)
{
    private const string Versions = "FROM ledger WHERE key_hash = (SELECT key_hash FROM ledger WHERE raw_id = @root) AND root = @root";

    /// <summary>Every version of these served complaints is now set aside for another one. The answers they had stay as earlier ones.</summary>
    public void SetAside(BeejanDbContext db, string version, RunId run, string stage, IReadOnlyList<(long Root, long Into, Reason Reason)> those)
    {
        using var served = db.PrepareStatement($"SELECT raw_id, source {Versions} AND fate = 1", "root");
        records.Replace(db, version, run, [.. those.SelectMany(t => Read(served, t.Root)
            .Select(r => (Fate.Curated, new Answer(r.RawId, new SourceId(r.Source), Fate.Dropped, stage, t.Reason, t.Into))))]);
    }

    /// <summary>
    /// The versions up to the one that was served are curated again. Later ones are judged, because nobody has seen them yet.
    /// </summary>
    /// <param name="served">The raw record of the version that is served again.</param>
    /// <returns>How many are in flight now.</returns>
    public async Task<int> ReturnAsync(BeejanDbContext db, string version, RunId run, long root, long served, CancellationToken ct)
    {
        var all = SetAsideOf(db, root);
        records.Replace(db, version, run, [.. all.Where(r => r.RawId <= served).Select(r => (Fate.Dropped, new Answer(r.RawId, new SourceId(r.Source), Fate.Curated)))]);
        return await answers.RequeueAsync(db, [.. all.Where(r => r.RawId > served).Select(r => r.RawId)], ct);
    }

    /// <summary>Judges a complaint's versions again. Returns how many are in flight now.</summary>
    public Task<int> RequeueAsync(BeejanDbContext db, long root, CancellationToken ct) =>
        answers.RequeueAsync(db, [.. SetAsideOf(db, root).Select(r => r.RawId)], ct);

    /// <summary>What the pipeline set aside for these complaints is judged again, because they are no longer what they were.</summary>
    /// <param name="codes">Reason codes to look for.</param>
    /// <returns>How many are in flight now.</returns>
    public Task<int> RequeueRepeatsAsync(BeejanDbContext db, IReadOnlyList<long> of, IReadOnlyList<string> codes, CancellationToken ct)
    {
        if (of.Count == 0)
        {
            return Task.FromResult(0);
        }
        var rawIds = new List<long>();
        using var repeats = db.PrepareStatement("SELECT raw_id, reason_code FROM ledger WHERE duplicate_of = @root AND fate = 2", "root");
        foreach (var root in of)
        {
            repeats.Read([root], row =>
            {
                if (!row.IsNull(1) && codes.Contains(row.Text(1)))
                {
                    rawIds.Add(row.Int64(0));
                }
                return true;
            });
        }
        return rawIds.Count == 0 ? Task.FromResult(0) : answers.RequeueAsync(db, rawIds, ct);
    }

    /// <summary>Records that repeat the one complaint now repeat the other.</summary>
    public static void Repoint(BeejanDbContext db, IReadOnlyList<(long From, long To)> those)
    {
        using var repoint = db.PrepareStatement("UPDATE ledger SET duplicate_of = @to WHERE duplicate_of = @from", "to", "from");
        foreach (var (from, to) in those)
        {
            repoint.Run(to, from);
        }
    }

    /// <summary>These records repeat another complaint now.</summary>
    public static void RepointRecords(BeejanDbContext db, IReadOnlyList<(long RawId, long To)> records)
    {
        using var repoint = db.PrepareStatement("UPDATE ledger SET duplicate_of = @to WHERE raw_id = @raw", "to", "raw");
        foreach (var (rawId, to) in records)
        {
            repoint.Run(to, rawId);
        }
    }

    /// <summary>Of the records that repeat a complaint those go back to one that stands by itself again.</summary>
    /// <param name="roots">Complaints that were merged into the one that goes.</param>
    /// <param name="rawIds">Posts that are counted on it.</param>
    public static void RepointSome(BeejanDbContext db, long from, long to, IReadOnlyList<long> roots, IReadOnlyList<long> rawIds)
    {
        using var byRoot = db.PrepareStatement("UPDATE ledger SET duplicate_of = @to WHERE duplicate_of = @from AND root = @root", "to", "from", "root");
        foreach (var root in roots)
        {
            byRoot.Run(to, from, root);
        }
        using var byId = db.PrepareStatement("UPDATE ledger SET duplicate_of = @to WHERE duplicate_of = @from AND raw_id = @id", "to", "from", "id");
        foreach (var rawId in rawIds)
        {
            byId.Run(to, from, rawId);
        }
    }

    private static List<(long RawId, string Source)> SetAsideOf(BeejanDbContext db, long root)
    {
        using var aside = db.PrepareStatement($"SELECT raw_id, source {Versions} AND fate = 2", "root");
        return Read(aside, root);
    }

    private static List<(long RawId, string Source)> Read(Statement look, long root)
    {
        var found = new List<(long, string)>();
        look.Read([root], row =>
        {
            found.Add((row.Int64(0), row.Text(1)));
            return true;
        });
        found.Sort();
        return found;
    }
}
