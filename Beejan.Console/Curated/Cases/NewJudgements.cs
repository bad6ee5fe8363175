using System.Globalization;
using Beejan.Contracts;
using Beejan.Storage;

namespace Beejan.Curated.Cases;

/// <summary>Lines in a case's history for what the pipeline decides differently than before: category, kind, priority, team. Prepared when first needed.</summary>
internal sealed class NewJudgements(BeejanDbContext db, long now) : IDisposable
{
    private Statement? _insert;

    /// <summary>Writes a line for each of the four that changes; mostly none does.</summary>
    /// <param name="category">As it will stand: a person's correction outlives the pipeline's opinion.</param>
    /// <param name="subcategory">As it will stand.</param>
    /// <param name="priority">As it will stand.</param>
    public void Tell(Complaint after, OldVersion before, string category, string subcategory, int priority)
    {
        Line(after, "category", before.Category, category);
        Line(after, "subcategory", before.Subcategory, subcategory);
        Line(after, "priority", Rank(before.Priority), Rank(priority));
        Line(after, "team", before.Team, before.Taken ? before.Team : after.Team);
    }

    public void Dispose() => _insert?.Dispose();

    private void Line(Complaint complaint, string field, string before, string after)
    {
        if (before != after)
        {
            _insert ??= db.PrepareStatement(
                "INSERT INTO case_events (complaint_id, at, actor, action, field, before, after) VALUES (@id, @at, @actor, 'judge', @field, @before, @after)",
                "id", "at", "actor", "field", "before", "after");
            _insert.Run(complaint.Id, now, $"pipeline {complaint.PipelineVersion}", field, before, after);
        }
    }

    private static string Rank(int priority) => string.Create(CultureInfo.InvariantCulture, $"P{priority}");
}
