using Beejan.Contracts;
using Beejan.Curated.Masking;
using Beejan.Governance.Audit;
using Beejan.Processing.Replays;
using Beejan.RawZone.Replays;
using Beejan.Storage;

namespace Beejan.Processing.Unmasking;

/// <summary>Writes the words of a judged page and judges the complaints they are about again, all in the page's transaction.</summary>
internal sealed class SaidPieces(INotPersonal words, AnsweredRecords records, Replayer replayer, IAuditTrail audit)
{
    /// <summary>Call after complaints and answers are written: a complaint may stand in the same page as the word on it.</summary>
    public async Task WriteAsync(BeejanDbContext db, RunId run, IReadOnlyList<Verdict> page, CancellationToken ct)
    {
        List<long>? again = null;
        foreach (var verdict in page)
        {
            if (verdict.Said is { } said && await words.WriteAsync(db, said, ct))
            {
                (again ??= []).Add(said.ComplaintId);
                await audit.WriteAsync(db, said.Actor, said.TakenBack ? "piece.personal" : "piece.not-personal", $"complaint {said.ComplaintId}", said.Token, ct);
            }
        }
        if (again is null)
        {
            return;
        }
        var served = await records.ServedAsync(db, [.. again.Distinct()], ct);
        if (served.Count > 0)
        {
            await replayer.ApplyAsync(db, run, await replayer.JudgeAsync(served, null, ct), ct);
        }
    }
}
