using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Names the team and the time by which the complaint must be resolved.</summary>
internal sealed class RoutingStage(Taxonomy taxonomy) : RecordStage
{
    public override string Name => "routing";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var subcategory = taxonomy[draft.Subcategory ?? "OTH"];
        var escalated = draft.Tags.Contains(taxonomy.Escalation.Tag);
        return new Outcome.Kept(draft with
        {
            Team = escalated ? taxonomy.Escalation.Team : subcategory.Team,
            DueAt = taxonomy.DueAt(subcategory, draft.ReportedAt ?? draft.ReceivedAt, escalated),
        });
    }
}
