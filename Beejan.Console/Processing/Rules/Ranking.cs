using System.Globalization;
using Beejan.Contracts;

namespace Beejan.Processing.Rules;

/// <summary>
/// Gives P1…P4 and a score of 0…100 that orders complaints of one priority; the score is the sum of the factors shown. P1: an outage
/// that hits more than one subscriber, fraud, an emergency, the regulator named, or a post many have seen. P2: money lost or one
/// subscriber without service. P3: degraded service. P4: enquiry, praise, spam.
/// </summary>
internal sealed class Ranking(Urgency urgency) : IRanking
{
    /// <summary>The factor that a known profile replaces.</summary>
    public const string TierFactor = "tier";

    /// <summary>So many people likely to have seen a post make it urgent.</summary>
    private const int ViralReach = 1000;
    private const string SeverityFactor = "severity";
    private const string SentimentFactor = "sentiment";
    private const string ReachFactor = "reach";

    private static readonly float[] SeverityPoints = [0, 40, 28, 16, 4];

    /// <summary>The rank of a complaint as judged, and what its text says that makes it urgent.</summary>
    /// <param name="confidence">How sure the category is, 0…1: weak evidence rings no alarm.</param>
    /// <param name="reach">How many are likely to have seen it; 0 for what is not public.</param>
    /// <param name="tier">One of <see cref="Tiers"/>; null when unknown.</param>
    public (Rank Rank, UrgentSigns Signs) Of(Subcategory subcategory, float confidence, float sentiment, string text, int reach, string? tier)
    {
        var signs = urgency.Judge(text);
        var factors = new List<ScoreFactor>(5) { Severity(subcategory) };
        AddSentiment(factors, sentiment);
        AddSigns(factors, signs);
        AddReach(factors, reach);
        if (Tiers.Points(tier) is > 0 and var points)
        {
            factors.Add(new(TierFactor, points, tier!));
        }
        return (new Rank(PriorityOf(subcategory, signs, reach >= ViralReach, confidence), Sum(factors), factors), signs);
    }

    public Rank Corrected(Rank before, Subcategory subcategory, string text)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(subcategory);
        var factors = new List<ScoreFactor>(before.Factors.Count + 1) { Severity(subcategory) };
        factors.AddRange(before.Factors.Where(f => f.Name != SeverityFactor));
        var viral = before.Factors.Any(f => f.Name == ReachFactor && f.Points >= ReachPoints(ViralReach));
        // Who read it says that it is no complaint: a word that alarms the pipeline does not alarm them.
        var priority = subcategory.Category == Categories.Other ? subcategory.Severity : PriorityOf(subcategory, urgency.Judge(text), viral, confidence: 1);
        return new Rank(priority, Sum(factors), factors);
    }

    public Rank Corrected(Rank before, float sentiment)
    {
        ArgumentNullException.ThrowIfNull(before);
        List<ScoreFactor> factors = [.. before.Factors.Where(f => f.Name == SeverityFactor)];
        AddSentiment(factors, sentiment);
        factors.AddRange(before.Factors.Where(f => f.Name is not (SeverityFactor or SentimentFactor)));
        return before with { Score = Sum(factors), Factors = factors };
    }

    private static int PriorityOf(Subcategory subcategory, UrgentSigns signs, bool viral, float confidence)
    {
        var isComplaint = subcategory.Severity < 4;
        if (signs.HasFlag(UrgentSigns.Emergency) || signs.HasFlag(UrgentSigns.Regulator) || (viral && isComplaint))
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

    private static ScoreFactor Severity(Subcategory subcategory) => new(SeverityFactor, SeverityPoints[subcategory.Severity], subcategory.Name);

    private static void AddSentiment(List<ScoreFactor> factors, float sentiment)
    {
        if (sentiment < 0)
        {
            factors.Add(new(SentimentFactor, MathF.Round(-sentiment * 15, 1), string.Create(CultureInfo.InvariantCulture, $"{sentiment:0.00}")));
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

    private static void AddReach(List<ScoreFactor> factors, int reach)
    {
        if (reach >= 10)
        {
            factors.Add(new(ReachFactor, ReachPoints(reach), string.Create(CultureInfo.InvariantCulture, $"about {reach:N0} people")));
        }
    }

    // Grows with the order of magnitude: 10 people 2 points, 1,000 people 6, 100,000 people 10.
    private static float ReachPoints(int reach) => MathF.Round(Math.Min(10, 2 * MathF.Log10(reach)), 1);

    private static float Sum(List<ScoreFactor> factors)
    {
        var score = 0f;
        foreach (var factor in factors)
        {
            score += factor.Points;
        }
        return score;
    }
}
