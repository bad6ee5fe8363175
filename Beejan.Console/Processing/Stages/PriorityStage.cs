using System.Globalization;
using Beejan.Contracts;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// Gives P1…P4 and a score of 0…100 that orders complaints of one priority; the score is the sum of the factors shown. P1: an outage
/// that hits more than one subscriber, fraud, an emergency, the regulator named, or a post many have seen. P2: money lost or one
/// subscriber without service. P3: degraded service. P4: enquiry, praise, spam.
/// </summary>
internal sealed class PriorityStage(Taxonomy taxonomy, Urgency urgency) : RecordStage
{
    /// <summary>So many people likely to have seen a post make it urgent.</summary>
    private const int ViralReach = 1000;
    /// <summary>The factor that a known profile replaces (<see cref="ProfileStage"/>).</summary>
    public const string TierFactor = "tier";

    private static readonly float[] SeverityPoints = [0, 40, 28, 16, 4];

    public override string Name => "priority";

    public override Outcome Apply(ComplaintDraft draft)
    {
        var known = RuleSet.Of(draft)?.Taxonomy ?? taxonomy;
        var subcategory = known[draft.Subcategory ?? "OTH"];
        var signs = urgency.Judge(draft.Text ?? "");
        var tier = Tiers.Of(draft.Given.Tier);
        var factors = new List<ScoreFactor>(5) { new("severity", SeverityPoints[subcategory.Severity], subcategory.Name) };
        AddSentiment(factors, draft.Sentiment ?? 0);
        AddSigns(factors, signs);
        AddReach(factors, draft.Given.Reach);
        if (Tiers.Points(tier) is > 0 and var points)
        {
            factors.Add(new(TierFactor, points, tier!));
        }
        var score = 0f;
        foreach (var factor in factors)
        {
            score += factor.Points;
        }
        return new Outcome.Kept(draft with
        {
            Tier = tier,
            Priority = PriorityOf(subcategory, signs, draft.Given.Reach, draft.Confidence),
            Score = score,
            ScoreFactors = factors,
            Tags = signs.HasFlag(UrgentSigns.Regulator) && !draft.Tags.Contains(known.Escalation.Tag) ? [.. draft.Tags, known.Escalation.Tag] : draft.Tags,
        });
    }

    private static int PriorityOf(Subcategory subcategory, UrgentSigns signs, int reach, float confidence)
    {
        var isComplaint = subcategory.Severity < 4;
        if (signs.HasFlag(UrgentSigns.Emergency) || signs.HasFlag(UrgentSigns.Regulator) || (reach >= ViralReach && isComplaint))
        {
            return 1;
        }
        if (subcategory.Severity == 1)
        {
            // One subscriber's "no network" is that subscriber's; weak evidence does not ring the alarm either.
            var isOutage = subcategory.Category == Categories.Network;
            return confidence >= 0.5f && (!isOutage || signs.HasFlag(UrgentSigns.Area)) ? 1 : 2;
        }
        return subcategory.Severity;
    }

    private static void AddSentiment(List<ScoreFactor> factors, float sentiment)
    {
        if (sentiment < 0)
        {
            factors.Add(new("sentiment", MathF.Round(-sentiment * 15, 1), string.Create(CultureInfo.InvariantCulture, $"{sentiment:0.00}")));
        }
    }

    private static void AddSigns(List<ScoreFactor> factors, UrgentSigns signs)
    {
        var (points, why) = signs switch
        {
            _ when signs.HasFlag(UrgentSigns.Emergency) => (25, "emergency"),
            _ when signs.HasFlag(UrgentSigns.Regulator) => (22, "names the regulator"),
            _ when signs.HasFlag(UrgentSigns.Fraud) => (18, "speaks of fraud"),
            _ when signs.HasFlag(UrgentSigns.Threat) => (15, "threatens with law or press"),
            _ when signs.HasFlag(UrgentSigns.Area) => (12, "affects more than one"),
            _ when signs.HasFlag(UrgentSigns.Leaving) => (8, "says they will leave"),
            _ => (0, ""),
        };
        if (points > 0)
        {
            factors.Add(new("urgency", points, why));
        }
    }

    // Grows with the order of magnitude: 10 people 2 points, 1,000 people 6, 100,000 people 10.
    private static void AddReach(List<ScoreFactor> factors, int reach)
    {
        if (reach >= 10)
        {
            factors.Add(new("reach", MathF.Round(Math.Min(10, 2 * MathF.Log10(reach)), 1), string.Create(CultureInfo.InvariantCulture, $"about {reach:N0} people")));
        }
    }
}
