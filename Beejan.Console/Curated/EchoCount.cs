using Beejan.Curated.Merging;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>Keeps <see cref="ComplaintRow.Echoes"/> equal to the rows in <c>echoes</c>: counted again for each complaint that is touched.</summary>
internal static class EchoCount
{
    public static void Write(BeejanDbContext db, IReadOnlyList<EchoRow> echoes, IReadOnlyList<long> noLonger)
    {
        if (echoes.Count + noLonger.Count == 0)
        {
            return;
        }
        var touched = new HashSet<long>();
        using (var of = db.PrepareStatement("SELECT complaint_id FROM echoes WHERE raw_id = @raw", "raw"))
        using (var remove = db.PrepareStatement("DELETE FROM echoes WHERE raw_id = @raw", "raw"))
        using (var add = db.PrepareStatement("INSERT INTO echoes (raw_id, complaint_id, at, share) VALUES (@raw, @complaint, @at, @share)", "raw", "complaint", "at", "share"))
        {
            foreach (var rawId in echoes.Select(e => e.RawId).Concat(noLonger))
            {
                if (of.Scalar(rawId) is { } before)
                {
                    touched.Add(before);
                    remove.Run(rawId);
                }
            }
            foreach (var echo in echoes)
            {
                add.Run(echo.RawId, echo.ComplaintId, echo.At.ToUnixTimeMilliseconds(), echo.Share);
                touched.Add(echo.ComplaintId);
            }
        }
        MergedRows.CountEchoes(db, touched);
    }
}
