using System.Globalization;
using Beejan.Contracts;
using Beejan.Curated.Persons;
using Beejan.Governance.Privacy;
using Beejan.Processing.Rules;

namespace Beejan.Processing.Stages;

/// <summary>
/// What the customer is worth, from the operator's books: contract, monthly spend and years with us make one factor of at most ten points in the
/// place of the contract the source named. Asks the books once a page, and not at all while there are none. A contract that the books know
/// better is routed by the books.
/// </summary>
internal sealed class ProfileStage(IProfiles profiles, IdentityKeys identities, Taxonomy taxonomy) : IStage
{
    /// <summary>Points a customer can be worth, as before for the largest contract.</summary>
    private const float Most = 10;

    private readonly RoutingStage _routing = new(taxonomy);

    public string Name => "profile";

    public async ValueTask<IReadOnlyList<Outcome>> ApplyAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var found = await profiles.AnyAsync(ct) ? await LookAsync(batch, ct) : [];
        var outcomes = new Outcome[batch.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = found.TryGetValue(batch[i].RawId, out var profile) ? Valued(batch[i], profile) : new Outcome.Kept(batch[i]);
        }
        return outcomes;
    }

    /// <summary>How many points a profile is worth: the contract's or the spend's, whichever is more, and a point for each full year up to two.</summary>
    public static float PointsOf(ProfileFacts profile, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(profile);
        // ₦2,000 a month is nothing out of the ordinary, ₦20,000 four points, ₦200,000 eight.
        var spent = profile.MonthlyNaira is > 2000 and { } naira ? 4 * MathF.Log10((float)naira / 2000) : 0;
        return MathF.Round(Math.Min(Most, Math.Max(Tiers.Points(Tiers.Of(profile.Tier)), spent) + Math.Clamp(Years(profile, at) ?? 0, 0, 2)), 1);
    }

    private async Task<Dictionary<long, ProfileFacts>> LookAsync(IReadOnlyList<ComplaintDraft> batch, CancellationToken ct)
    {
        var found = new Dictionary<long, ProfileFacts>(batch.Count);
        var first = await profiles.FindAsync([.. batch.Where(d => d.Person != 0).Select(d => d.Person).Distinct()], ct);
        var others = new List<(long RawId, long Key)>();
        foreach (var draft in batch)
        {
            if (draft.Person != 0 && first.TryGetValue(draft.Person, out var profile))
            {
                found[draft.RawId] = profile;
                continue;
            }
            // The number was asked for just now.
            foreach (var key in identities.Of(null, draft.Given.Email, draft.Given.Account, draft.Given.Handle, draft.Given.UserName))
            {
                others.Add((draft.RawId, key.Key));
            }
        }
        if (others.Count > 0)
        {
            var second = await profiles.FindAsync([.. others.Select(o => o.Key).Distinct()], ct);
            foreach (var (rawId, key) in others)
            {
                if (second.TryGetValue(key, out var profile))
                {
                    found.TryAdd(rawId, profile);
                }
            }
        }
        return found;
    }

    private Outcome Valued(ComplaintDraft draft, ProfileFacts profile)
    {
        var at = draft.ReportedAt ?? draft.ReceivedAt;
        var factors = draft.ScoreFactors.Where(f => f.Name != Ranking.TierFactor).ToList();
        if (PointsOf(profile, at) is > 0 and var points)
        {
            factors.Add(new ScoreFactor("customer value", points, Why(profile, at)));
        }
        var tier = Tiers.Of(profile.Tier) ?? draft.Tier;
        var valued = draft with { Tier = tier, ScoreFactors = factors, Score = factors.Sum(f => f.Points) };
        return tier == draft.Tier ? new Outcome.Kept(valued) : _routing.Apply(valued);
    }

    private static string Why(ProfileFacts profile, DateTimeOffset at)
    {
        List<string> parts = [];
        if (profile.Tier is { } tier)
        {
            parts.Add(tier);
        }
        if (profile.MonthlyNaira is { } naira)
        {
            parts.Add(Spend.About(naira));
        }
        if (Years(profile, at) is > 0 and var years)
        {
            parts.Add(years == 1 ? "with us for a year" : string.Create(CultureInfo.InvariantCulture, $"with us for {years} years"));
        }
        return string.Join(", ", parts) + " (profile)";
    }

    private static int? Years(ProfileFacts profile, DateTimeOffset at) => profile.Since is { } since ? (int)Math.Floor((at - since).TotalDays / 365.25) : null;
}
