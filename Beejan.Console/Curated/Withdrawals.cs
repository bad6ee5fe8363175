using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated;

/// <summary>
/// A complaint whose author took it back is cancelled, unless somebody has begun to work on it: then it is theirs to decide. The history says so.
/// </summary>
internal static class Withdrawals
{
    private const string Untouched = "id = @id AND status = 'acknowledged' AND assignee IS NULL AND first_contact_at IS NULL AND corrected = 0";

    public static void Write(BeejanDbContext db, IReadOnlyList<Complaint> complaints, long now)
    {
        foreach (var complaint in complaints)
        {
            if (!complaint.Withdrawn)
            {
                continue;
            }
            using var log = db.Prepare(
                $"""
                INSERT INTO case_events (complaint_id, at, actor, action, field, before, after)
                SELECT id, @now, 'pipeline', 'withdraw', 'status', status, @status FROM complaints WHERE {Untouched}
                """, "id", "now", "status").With(complaint.Id, now, Statuses.Cancelled);
            log.ExecuteNonQuery();
            using var cancel = db.Prepare($"UPDATE complaints SET status = @status, is_open = FALSE WHERE {Untouched}", "id", "status")
                .With(complaint.Id, Statuses.Cancelled);
            cancel.ExecuteNonQuery();
        }
    }
}
