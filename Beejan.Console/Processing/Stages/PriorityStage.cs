using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>Ranks the complaint (<see cref="Ranking"/>) and tags what names the regulator.</summary>
internal sealed class PriorityStage(Taxonomy taxonomy, Ranking ranking) : RecordStage
{
    public override string Name => "priority";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var known = RuleSet.Of(draft)?.Taxonomy ?? taxonomy;
        var tier = Tiers.Of(draft.Given.Tier);
        var (rank, signs) = ranking.Of(known[draft.Subcategory ?? "OTH"], draft.Confidence, draft.Sentiment ?? 0, draft.Text ?? "", draft.Given.Reach, tier);
        return new Outcome.Kept(draft with
        {
            Tier = tier,
            Priority = rank.Priority,
            Score = rank.Score,
            ScoreFactors = rank.Factors,
            Tags = signs.HasFlag(UrgentSigns.Regulator) && !draft.Tags.Contains(known.Escalation.Tag) ? [.. draft.Tags, known.Escalation.Tag] : draft.Tags,
        });
    }
}
