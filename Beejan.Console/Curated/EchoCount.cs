using Beejan.Curated.Merging;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Keeps <see cref="ComplaintRow.Echoes"/> equal to the rows in <c>echoes</c>: counted again for each complaint that is touched.</summary>
internal static class EchoCount
{
    private static readonly string[] Columns = ["id", "raw", "complaint", "at", "share"];

    public static void Write(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger)
    {
        if (echoes.Count + noLonger.Count == 0)
        {
            return;
        }
        var touched = new HashSet<long>();
        using (var of = db.PrepareStatement("SELECT complaint_id FROM echoes WHERE id = @id", "id"))
        using (var remove = db.PrepareStatement("DELETE FROM echoes WHERE id = @id", "id"))
        {
            foreach (var id in echoes.Select(e => e.Id).Concat(noLonger))
            {
                if (of.Scalar(id) is { } before)
                {
                    touched.Add(before);
                }
            }
            foreach (var id in noLonger)
            {
                remove.Run(id);
            }
        }
        Keep(db, echoes);
        touched.UnionWith(echoes.Select(e => e.ComplaintId));
        MergedRows.CountEchoes(db, touched);
    }

    /// <summary>Without counting them.</summary>
    public static void Keep(BeejanDbContext db, IReadOnlyList<EchoRow> echoes)
    {
        if (echoes.Count == 0)
        {
            return;
        }
        using var add = db.PrepareStatement(
            """
            INSERT INTO echoes (id, raw_id, complaint_id, at, share) VALUES (@id, @raw, @complaint, @at, @share)
            ON CONFLICT (id) DO UPDATE SET raw_id = excluded.raw_id, complaint_id = excluded.complaint_id, at = excluded.at, share = excluded.share
            WHERE echoes.raw_id <= excluded.raw_id
            """, Columns);
        foreach (var echo in echoes)
        {
            add.Run(echo.Id, echo.RawId, echo.ComplaintId, echo.At.ToUnixTimeMilliseconds(), echo.Share);
        }
    }
}
