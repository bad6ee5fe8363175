using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Names the team and the time by which the complaint must be resolved: the regulator's desk for what was taken there, else the first routing
/// rule that holds, else the sub-category's team.
/// </summary>
internal sealed class RoutingStage(Taxonomy taxonomy) : RecordStage
{
    public override string Name => "routing";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var rules = RuleSet.Of(draft);
        var known = rules?.Taxonomy ?? taxonomy;
        var subcategory = known[draft.Subcategory ?? "OTH"];
        var escalated = draft.Tags.Contains(known.Escalation.Tag);
        return new Outcome.Kept(draft with
        {
            Team = escalated ? known.Escalation.Team : rules?.Routing.TeamOf(Facts(draft, subcategory)) ?? subcategory.Team,
            DueAt = known.DueAt(subcategory, draft.ReportedAt ?? draft.ReceivedAt, escalated),
        });
    }

    private static RoutedFacts Facts(ComplaintDraft draft, Subcategory subcategory) =>
        new(subcategory.Category, subcategory.Key, draft.State, draft.Channel ?? "", draft.Language ?? "und", draft.Priority, draft.Tier);
}
